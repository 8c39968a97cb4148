/** What the page's own parts do with GraphiQL: ask a question, run what stands there, read the answer. */
import { useGraphiQL, type SlicesWithActions } from "@graphiql/react";
import { Kind, parse } from "graphql";
import { useEffect } from "react";
import { QUESTIONS } from "./questions";

/** GraphiQL's state as it is now. There is one GraphiQL on the page, so it is kept here and not handed down. */
let state: SlicesWithActions | undefined;
let waiting: ((ready: SlicesWithActions) => void) | undefined;

const isReady = ({ queryEditor, variableEditor, responseEditor }: SlicesWithActions) =>
  Boolean(queryEditor && variableEditor && responseEditor);

/**
 * Does something with the editors, or as soon as they are loaded: what a reader clicks before is not lost. Of several
 * things that wait, the last one is done.
 */
function whenReady(action: (ready: SlicesWithActions) => void): void {
  if (state && isReady(state)) action(state);
  else waiting = action;
}

/** Keeps the session current; renders nothing. Belongs into GraphiQL, once. */
export function Session(): null {
  const now = useGraphiQL((all) => all);
  const ready = isReady(now);
  useEffect(() => {
    state = now;
    if (!ready || !waiting) return;
    const action = waiting;
    waiting = undefined;
    action(now);
  }, [now, ready]);
  const { queryEditor } = now;
  useEffect(() => {
    // long lines are read beside the shelf too
    queryEditor?.updateOptions({ wordWrap: "on" });
    // in all editors Tab leads on, as everywhere on the page: who has no mouse would not come out again (WCAG 2.1.2)
    queryEditor?.trigger("", "editor.action.toggleTabFocusMode", null);
  }, [queryEditor]);
  useEffect(() => {
    if (ready) return;
    // GraphiQL shows its button before there is an editor to run, and forgets what is clicked until then
    const remember = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest(".graphiql-execute-button")) run();
    };
    document.addEventListener("click", remember, true);
    return () => document.removeEventListener("click", remember, true);
  }, [ready]);
  return null;
}

/** Runs what stands in the editor, anew if it is running. */
export function run(): void {
  whenReady(({ actions }) => {
    actions.stop();
    void actions.run();
  });
}

/** Puts a query into the editor and runs it; into a new tab when the one that is open holds something of the reader's own. */
export function ask(query: string): void {
  whenReady(({ queryEditor, variableEditor, actions }) => {
    const open = queryEditor!.getValue();
    if (open.trim() && !QUESTIONS.some((question) => question.query === open)) {
      setOperation(open, actions);
      actions.addTab();
    }
    queryEditor!.setValue(query);
    variableEditor!.setValue("");
    setOperation(query, actions);
    run();
  });
}

/**
 * Tells GraphiQL which operation stands in the editor. It finds that out by itself a moment later; until then it would
 * run and name the one before.
 */
function setOperation(query: string, actions: SlicesWithActions["actions"]): void {
  try {
    const documentAST = parse(query);
    const operations = documentAST.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    actions.setOperationFacts({ documentAST, operations, operationName: operations[0]?.name?.value });
  } catch {
    // half written: it has no operation yet
  }
}

/** Query and variables as they stand in the editors; `variables` is text, JSON with comments, and may be empty. */
export function question(): { query: string; variables: string; operationName?: string } {
  return {
    query: state?.queryEditor?.getValue() ?? "",
    variables: state?.variableEditor?.getValue() ?? "",
    operationName: state?.operationName,
  };
}

/** The answer as it is shown, or "" when there is none. */
export const answer = (): string => state?.responseEditor?.getValue() ?? "";

/** Sets one variable, leaves the others, and runs. @throws SyntaxError when what stands there is no JSON. */
export function setVariable(name: string, value: string): void {
  whenReady(({ variableEditor }) => {
    const text = variableEditor!.getValue();
    variableEditor!.setValue(JSON.stringify({ ...(text.trim() ? (JSON.parse(text) as object) : {}), [name]: value }, null, 2));
    run();
  });
}
