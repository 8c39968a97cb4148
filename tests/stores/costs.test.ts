/** The same as tests/long/costs.test.ts, about a graph small enough for every run. */
import { FILL_MS } from "../support/stores.js";
import { testCosts } from "./costs.js";

testCosts({ commitments: 2_000, page: 20, fillMs: FILL_MS });
