/**
 * Monaco's three workers, each a file of our own under `/playground/assets/`, so that
 * `worker-src 'self'` holds and no `blob:` is needed.
 *
 * The same as `graphiql/setup-workers/vite`, but said in our own source: Vite's dev server
 * cannot follow `?worker` inside a dependency, and that module logs every worker it starts.
 */
import EditorWorker from "monaco-editor/esm/vs/editor/editor.worker.js?worker";
import JsonWorker from "monaco-editor/esm/vs/language/json/json.worker.js?worker";
import GraphQLWorker from "monaco-graphql/esm/graphql.worker.js?worker";

window.MonacoEnvironment = {
  getWorker(_id, label) {
    if (label === "graphql") return new GraphQLWorker();
    if (label === "json") return new JsonWorker();
    return new EditorWorker();
  },
};
