/** The door of the plan: what a question means, whatever asks it and whatever answers it. */
export * from "./anchor.js";
export * from "./answer.js";
export * from "./cursor.js";
export * from "./errors.js";
export * from "./filter.js";
export * from "./group.js";
export * from "./limits.js";
export * from "./list.js";
export * from "./operators.js";
export * from "./order.js";
export * from "./plan.js";
export * from "./print.js";
export * from "./records.js";
export * from "./search.js";
export * from "./store.js";
export * from "./visit.js";
