/** The same as tests/long/torn.test.ts, for every run. */
import { testTorn } from "./torn.js";

testTorn(1_000);
