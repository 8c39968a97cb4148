import "./styles";
import "./workers";
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";
import { fetcher } from "./fetcher";
import firstQuery from "../questions/analysts/01-ai-since-2021.graphql?raw";

const root = document.getElementById("playground");
if (!root) throw new Error("index.html has no element #playground.");

// GraphiQL itself loads the editor, two thirds of all there is, once it is on the page. Asking for
// it sooner was tried, and a page was not ready sooner on a slow line.
createRoot(root).render(
  <GraphiQL fetcher={fetcher} defaultQuery={firstQuery} schemaDescription inputValueDeprecation>
    {/* The page's own header says what this is; the logo would only take room from the tabs. */}
    <GraphiQL.Logo>{null}</GraphiQL.Logo>
  </GraphiQL>,
);
