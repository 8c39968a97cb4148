/** Holds a change set against the model, whoever wrote it: by the same rules as the seed. */
import { compareText, ID, normalize, PartialDate, Text, type Model, type Property, type Value } from "../model/index.js";
import type { ChangeSet, DatasetInfo } from "./change.js";
import { emptyDraft, type Draft } from "./draft.js";
import type { Fault, Place } from "./faults.js";
import { grouped } from "./grouped.js";
import { shareWithLocator } from "./locators.js";
import { suggestion } from "./nearest.js";
import { STREAM } from "./ndjson.js";
import { resolveRedirects } from "./redirects.js";
import { checkGraph } from "./rules.js";
import { valueFault } from "./values.js";
import { checkWithdrawn } from "./withdrawn.js";

/**
 * Every fault of a change set that builds a whole graph; none when it may be applied. Goes through its changes once,
 * and holds them in memory. A fault's line is that of the change in the stream, the header being line 1.
 */
export function checkChangeSet({ dataset, changes }: ChangeSet, model: Model): Fault[] {
  const faults: Fault[] = [];
  const draft = emptyDraft();
  const kinds = new Map(model.edges.map((kind) => [kind.key, kind]));
  const nodeTypes = model.nodes.map((type) => type.name);
  let line = 1;
  for (const change of changes) {
    const place: Place = { file: STREAM, line: ++line };
    const fault = (message: string) => faults.push({ ...place, message });
    if (change.op === "redirect") {
      draft.redirects.push({ change, place });
    } else if (change.op === "node") {
      if (!nodeTypes.includes(change.type)) fault(`there is no type \`${change.type}\`; ${suggestion(change.type, nodeTypes)}`);
      else {
        const { id, ...properties } = Object.fromEntries(model.type(change.type).properties);
        checkValues({ id: change.id, ...change.properties }, { id: id!, ...properties }, fault);
        draft.nodes.push({ change, place });
      }
    } else {
      const kind = kinds.get(change.edge);
      if (!kind) fault(`there is no kind of edge \`${change.edge}\`; ${suggestion(change.edge, kinds.keys())}`);
      else {
        if (draft.redirects.length > 0) fault("an edge stands after a redirect; nodes, then edges, then redirects are wanted");
        checkValues(change.properties, Object.fromEntries(kind.properties), fault);
        draft.edges.push({ change, place });
      }
    }
    if (change.op === "node" && draft.edges.length + draft.redirects.length > 0)
      fault("a node stands after an edge or a redirect; nodes, then edges, then redirects are wanted");
  }
  for (const change of dataset.withdrawn) draft.withdrawn.push({ change, place: { file: STREAM, line: 1 } });
  checkHeader(dataset, model, draft, faults);
  faults.push(...checkGraph(model, draft).faults);
  checkWithdrawn(draft, faults);
  const resolved = new Map(resolveRedirects(draft, faults).map(({ id, to }) => [id, to]));
  for (const { change, place } of draft.redirects) {
    const to = resolved.get(change.id);
    if (to !== undefined && to !== change.to)
      faults.push({ ...place, message: `\`${change.id}\` leads to \`${change.to}\`, an old id; the id in use is wanted, \`${to}\`` });
  }
  return faults.sort((a, b) => a.line - b.line);
}

/** What the header says of the content is true, and its texts are well-formed. */
function checkHeader(dataset: DatasetInfo, model: Model, { nodes, edges }: Draft, faults: Fault[]): void {
  const fault = (message: string) => faults.push({ file: STREAM, line: 1, message });
  for (const [key, value] of Object.entries(dataset)) {
    const wrong = typeof value === "string" ? (key === "asOf" ? PartialDate : Text).fault(value) : null;
    if (wrong) fault(`\`dataset.${key}\`: ${wrong}`);
  }
  dataset.withdrawn.forEach(({ id, reason }, i, all) => {
    const wrong = ID.fault(id) ?? Text.fault(reason) ?? (reason.trim() === "" ? `\`${id}\` has no reason; a sentence is wanted` : null);
    if (wrong) fault(`\`dataset.withdrawn\`: ${wrong}`);
    if (i > 0 && compareText(all[i - 1]!.id, id) > 0)
      fault(`\`dataset.withdrawn\`: \`${id}\` stands after \`${all[i - 1]!.id}\`; the order of ids is wanted`);
  });
  const perType = grouped(nodes, ({ change }) => change.type);
  const countOf = (type: string) => perType.get(type)?.length ?? 0;
  const counts = JSON.stringify(model.nodes.map(({ name }) => ({ type: name, count: countOf(name) })));
  if (JSON.stringify(dataset.counts.map(({ type, count }) => ({ type, count }))) !== counts)
    fault(`\`dataset.counts\` is not what follows; ${counts} is wanted`);
  const share = shareWithLocator(
    edges.map(({ change }) => change),
    countOf,
  );
  if (dataset.shareWithLocator !== share) fault(`\`dataset.shareWithLocator\` is ${dataset.shareWithLocator}; ${share} is wanted`);
}

/** Every property is there, and no other; each has a value that its type allows. */
function checkValues(
  values: Readonly<Record<string, Value>>,
  properties: Readonly<Record<string, Property>>,
  fault: (message: string) => void,
): void {
  for (const [name, property] of Object.entries(properties)) {
    const value = values[name];
    if (value === undefined) {
      fault(`\`${name}\` is left out; a value is wanted${property.nullable ? ", or null" : ""}`);
      continue;
    }
    const message = valueFault(value, property);
    if (message) fault(message);
    else if (typeof value === "string" && normalize(value) !== value)
      fault(`\`${name}\` is not in Unicode normalization form C; normalize it`);
  }
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(properties, name)) fault(`there is no property \`${name}\`; ${suggestion(name, Object.keys(properties))}`);
  }
}
