/**
 * GraphiQL's styles piece by piece, not its `style.css`: that one carries two typefaces as
 * 360 KB of base64, and a second copy of Monaco's styles. Ours come last.
 */
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./playground.css";
