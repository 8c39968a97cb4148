/** The door of the pages: what a person reads who opens the address of a node, made from the model and an answer of the API. */
export { foundLists } from "./found.js";
export { nodePage, problemPage, type About } from "./page.js";
export { introduction, nodeQuery, relationshipQuery, type Introduction } from "./query.js";
export { PAGE_HEADERS } from "./style.js";
