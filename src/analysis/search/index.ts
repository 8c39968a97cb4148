export * from "./question.js";
export * from "./search.js";
