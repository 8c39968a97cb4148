/** What questions cost about a graph of 100,000 commitments. */
import { testCosts } from "../stores/costs.js";

testCosts({ commitments: 100_000, page: 1_000, fillMs: 3_600_000, report: (line) => process.stderr.write(`${line}\n`) });
