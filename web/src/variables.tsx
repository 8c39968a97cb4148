/** Lists to pick variables from: a query that declares `$theme`, `$member` or `$partner` gets one for it. */
import { useGraphiQL, useVariablesEditorState } from "@graphiql/react";
import { Kind, type VariableDefinitionNode } from "graphql";
import { useAbout } from "./dataset";
import { setVariable } from "./session";

export function VariablePicks() {
  const about = useAbout();
  const [variables] = useVariablesEditorState();
  const operation = useGraphiQL(
    ({ operations, operationName }) => operations?.find((o) => o.name?.value === operationName) ?? operations?.[0],
  );
  const declared = operation?.variableDefinitions?.filter(({ variable }) => about?.picks[variable.name.value]) ?? [];
  if (!about || declared.length === 0) return null;
  return (
    <form className="picks" aria-label="Variables">
      {declared.map((definition) => {
        const name = definition.variable.name.value;
        const value = valueOf(definition, variables);
        return (
          <label key={name}>
            <span>${name}</span>
            <select value={value} onChange={(event) => setVariable(name, event.target.value)}>
              {about.picks[name]!.some(({ id }) => id === value) || <option value={value}>{value || "not set"}</option>}
              {about.picks[name]!.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </form>
  );
}

/** The value that a variable has: the one in the editor, else the default of the query. */
function valueOf({ variable, defaultValue }: VariableDefinitionNode, variables: string): string {
  const given = parsed(variables)[variable.name.value];
  if (typeof given === "string") return given;
  return given === undefined && defaultValue?.kind === Kind.STRING ? defaultValue.value : "";
}

function parsed(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    // half written
    return {};
  }
}
