import config from "./jest.config.js";

/** What takes longer than a change can wait for: `npm run test:long`. */
export default { ...config, roots: ["<rootDir>/tests/long"], testPathIgnorePatterns: [], testTimeout: 3_600_000 };
