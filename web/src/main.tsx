import "./styles";
import "./workers";
import { createRoot } from "react-dom/client";
import { Playground } from "./playground";
import { run } from "./session";
import { sharedIn } from "./share";

const root = document.getElementById("playground");
if (!root) throw new Error("index.html has no element #playground.");

const shared = sharedIn(location);
if (shared) {
  // else it would come back with each reload, over what its reader has made of it
  history.replaceState(null, "", location.pathname);
  // GraphiQL opens what was open last. Its own properties for a first question are forgotten with a reload
  localStorage.setItem("graphiql:query", shared.query);
  localStorage.setItem("graphiql:variables", shared.variables);
  run();
}
// a link that is pasted into the address of an open page loads nothing by itself
window.addEventListener("hashchange", () => sharedIn(location) && location.reload());

// GraphiQL itself loads the editor, two thirds of all there is, once it is on the page. Asking for
// it sooner was tried, and a page was not ready sooner on a slow line.
createRoot(root).render(<Playground isShared={shared !== null} />);
