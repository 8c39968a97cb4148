/** What the linter holds the project to: TypeScript's recommended rules, and dependencies that point one way. */
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import { oneWay } from "./tools/lint/one-way.mjs";

export default defineConfig(
  { ignores: ["dist/", "data/", "coverage/", ".neo4j/"] },
  tseslint.configs.recommended,
  {
    plugins: { house: { rules: { "one-way": oneWay } } },
    rules: {
      "house/one-way": "error",
      // `!= null` is the one short way to say "neither null nor undefined"
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-constant-condition": ["error", { checkLoops: false }],
      "no-self-compare": "error",
      "no-unsafe-finally": "error",
      "no-unsafe-optional-chaining": "error",
      "no-useless-escape": "error",
      "require-yield": "error",
      // what is left out on purpose is named so
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
    },
  },
  // tests walk answers whose shape is what they test
  { files: ["tests/**"], rules: { "@typescript-eslint/no-explicit-any": "off" } },
);
