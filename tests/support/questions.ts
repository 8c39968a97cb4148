/** The questions of the playground's shelf, as they stand in their files. */
import { readdirSync, readFileSync } from "node:fs";
import { parse, type OperationDefinitionNode } from "graphql";
import { readQuestion, type Question } from "../../web/src/question.js";

/** In the order of the shelf, each with the name of its operation. */
export const questions: readonly (Question & { name: string })[] = readdirSync("web/questions", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".graphql"))
  .sort()
  .map((file) => {
    const question = readQuestion(`web/questions/${file}`, readFileSync(`web/questions/${file}`, "utf8"));
    const operation = parse(question.query).definitions[0] as OperationDefinitionNode;
    return { ...question, name: operation.name!.value };
  });
