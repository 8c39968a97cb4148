/** Ids and addresses in an answer are links: an id to the page of its node, an address to itself. */
import { KeyCode, useGraphiQL, useMonaco, type MonacoEditor } from "@graphiql/react";
import { useEffect } from "react";

type Model = NonNullable<ReturnType<MonacoEditor["getModel"]>>;

/** In a line of JSON as it is shown: a text that is the value of `id`, or one that is an address. */
const LINK = /(?<="id": ")(?:[^"\\]|\\.)+(?=")|(?<=")https?:\/\/(?:[^"\\\s]|\\.)+(?=")/g;

function linksIn(model: Model, line: number) {
  return [...model.getLineContent(line).matchAll(LINK)].map((match) => {
    const text = JSON.parse(`"${match[0]}"`) as string;
    const url = /^https?:/.test(text) ? text : `${location.origin}/id/${encodeURIComponent(text)}`;
    const startColumn = match.index + 1;
    return { url, range: { startLineNumber: line, endLineNumber: line, startColumn, endColumn: startColumn + match[0].length } };
  });
}

function follow(editor: MonacoEditor, at: { lineNumber: number; column: number } | null): void {
  const model = editor.getModel();
  if (!at || !model) return;
  const link = linksIn(model, at.lineNumber).find(({ range }) => range.startColumn <= at.column && at.column <= range.endColumn);
  if (link) window.open(link.url, "_blank", "noopener");
}

/** Makes the links of the answer's editor: by a click, and by Enter where the cursor stands. Renders nothing. */
export function AnswerLinks(): null {
  const editor = useGraphiQL((state) => state.responseEditor);
  const monaco = useMonaco((state) => state.monaco);
  useEffect(() => {
    if (!editor || !monaco) return;
    const provider = monaco.languages.registerLinkProvider("json", {
      provideLinks: (model) => ({
        links: model === editor.getModel() ? Array.from({ length: model.getLineCount() }, (_, i) => linksIn(model, i + 1)).flat() : [],
      }),
    });
    const click = editor.onMouseUp(({ event, target }) => {
      // with the key that the editor itself asks for, it follows the link itself; and who selects does not mean to leave
      const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      if (event.leftButton && !modified && editor.getSelection()?.isEmpty()) follow(editor, target.position);
    });
    const enter = editor.addAction({
      id: "follow-link",
      label: "Follow link",
      keybindings: [KeyCode.Enter],
      // not on the pane itself, where Enter leads into the text
      keybindingContext: "editorTextFocus",
      run: () => follow(editor, editor.getPosition()),
    });
    return () => [provider, click, enter].forEach((made) => made.dispose());
  }, [editor, monaco]);
  return null;
}
