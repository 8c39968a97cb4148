/** What can be done with a question and its answer: send a link, download, copy as a program. */
import { useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";
import { fileOf, type AnswerFile } from "./answers";
import { asCsvLink, asCurl, asFetch, asPython, type Request } from "./copy-as";
import { ENDPOINT } from "./fetcher";
import { answer, question } from "./session";
import { linkTo } from "./share";

const PROGRAMS = { curl: asCurl, fetch: asFetch, Python: asPython, "CSV link": asCsvLink };

export function AnswerBar() {
  const [said, setSaid] = useState("");
  const isFetching = useGraphiQL(({ isFetching }) => isFetching);
  // what was said was said of the answer before
  useEffect(() => (isFetching ? setSaid("") : undefined), [isFetching]);
  /** Does something and says what came of it; what cannot be done says why. */
  const tell = (action: () => string | Promise<string>) => async () => {
    try {
      setSaid(await action());
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="answer-bar">
      <div role="group" aria-label="Share and export">
        <Action does={tell(() => copy(linkTo(question(), location.origin), "Link copied. It opens the question and runs it."))}>
          Share link
        </Action>
        <span id="answer-bar-download">Download</span>
        <Action describedBy="answer-bar-download" does={tell(() => download(fileOf(answer(), "json")))}>
          JSON
        </Action>
        <Action describedBy="answer-bar-download" does={tell(() => download(fileOf(answer(), "csv")))}>
          CSV
        </Action>
        <span id="answer-bar-copy">Copy as</span>
        {Object.entries(PROGRAMS).map(([name, print]) => (
          <Action key={name} describedBy="answer-bar-copy" does={tell(() => copy(print(request()), `Copied as ${name}.`))}>
            {name}
          </Action>
        ))}
      </div>
      <p role="status">{said}</p>
    </div>
  );
}

function Action({ does, describedBy, children }: { does: () => void; describedBy?: string; children: string }) {
  return (
    <button type="button" className="graphiql-button" onClick={does} aria-describedby={describedBy}>
      {children}
    </button>
  );
}

/** @throws SyntaxError when the variables are no JSON. */
function request(): Request {
  const { query, variables, operationName } = question();
  return { endpoint: location.origin + ENDPOINT, query, variables: variables.trim() ? JSON.parse(variables) : {}, operationName };
}

function download({ name, type, text, note }: AnswerFile): string {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // not at once: some browsers have not begun to read it then
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return `Downloaded ${name}.${note}`;
}

async function copy(text: string, done: string): Promise<string> {
  // there is no clipboard for pages that come without TLS from elsewhere than this machine
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else copyBySelection(text);
  return done;
}

function copyBySelection(text: string): void {
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("The browser does not let this page copy. Select the text and copy it yourself.");
}
