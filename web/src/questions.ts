import { readQuestion, type Question } from "./question";

const files = import.meta.glob<string>("../questions/*/*.graphql", { query: "?raw", import: "default", eager: true });

/** The questions of the shelf, in its order; the first one stands in the editor when the page is opened first. */
export const QUESTIONS: readonly Question[] = Object.keys(files)
  .sort()
  .map((file) => readQuestion(file, files[file]!));
