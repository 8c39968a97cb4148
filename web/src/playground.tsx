/** GraphiQL with what this page adds to it. */
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { AnswerBar } from "./answer-bar";
import { fetcher } from "./fetcher";
import { AnswerLinks } from "./links";
import { QUESTIONS } from "./questions";
import { Session } from "./session";
import { NARROW, SHELF } from "./shelf";
import { VariablePicks } from "./variables";

/** Where the page remembers that its reader closed the shelf: GraphiQL remembers only what is open. */
const CLOSED = "asean-digital-commitments:shelf-closed";

export function Playground({ isShared }: { isShared: boolean }) {
  // on a narrow screen the shelf would cover what the link leads to
  const isShelfOpen = !localStorage.getItem(CLOSED) && !(isShared && matchMedia(NARROW).matches);
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultQuery={QUESTIONS[0]!.query}
      plugins={[SHELF, HISTORY_PLUGIN]}
      visiblePlugin={isShelfOpen ? SHELF : undefined}
      onTogglePluginVisibility={(visible) => (visible ? localStorage.removeItem(CLOSED) : localStorage.setItem(CLOSED, "true"))}
      schemaDescription
      inputValueDeprecation
    >
      {/* The page's own header says what this is; here is what the question at hand can be asked about. */}
      <GraphiQL.Logo>
        <VariablePicks />
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <AnswerBar />
      </GraphiQL.Footer>
      <Session />
      <AnswerLinks />
    </GraphiQL>
  );
}
