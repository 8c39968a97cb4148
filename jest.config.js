/** ES modules and decorators through swc; type errors are the business of `npm run typecheck`. */
export default {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
          target: "es2022",
        },
        module: { type: "es6" },
      },
    ],
  },
  globalSetup: "<rootDir>/tests/support/neo4j-setup.mjs",
  globalTeardown: "<rootDir>/tests/support/neo4j-teardown.mjs",
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/tests/long/"],
  testTimeout: 30_000,
};
