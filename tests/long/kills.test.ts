/** The same as in tests/stores/sqlite, a hundred times. */
import { testKills } from "../stores/sqlite/kills.js";

testKills(100);
