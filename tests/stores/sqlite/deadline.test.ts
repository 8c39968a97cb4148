import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test as it } from "@jest/globals";
import type { Change } from "../../../src/dataset/index.js";
import {
  CostLimitExceeded,
  not,
  StoreUnavailable,
  Timeout,
  type Filter,
  type NodeField,
  type PageField,
  type Store,
} from "../../../src/plan/index.js";
import { openSqlite } from "../../../src/stores/sqlite/index.js";
import { page, plan, relationshipOf, select, shape, some, test, typeOf } from "./pages.js";
import { smallModel } from "./small-model.js";

const directory = mkdtempSync(join(tmpdir(), "sqlite-deadline-"));
const DEADLINE_MS = 60;
let store: Store;

beforeAll(async () => {
  store = await openSqlite({
    directory,
    model: smallModel,
    stamp: "1",
    deadlineMs: DEADLINE_MS,
    load: () => ({ dataset: { revision: "1" } as never, changes: changes() }),
  });
});

afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

/** More edges than are looked through as a whole. */
function* changes(): Iterable<Change> {
  const [people, each] = [3000, 7];
  for (let i = 0; i < people; i++) yield { op: "node", type: "Person", id: `p${i}`, properties: { name: "somebody" } };
  for (let i = 0; i < people; i++) {
    for (let j = 0; j < each; j++)
      yield { op: "edge", edge: "Being.likes", from: `p${i}`, to: `p${(i * 7 + j * 13) % people}`, properties: { open: true } };
  }
}

/** Liked by one who is liked by one … who is called what nobody is called: all ways are gone, for hours. */
function likedInTurn(times: number): Filter {
  return times === 0 ? test("Being", "name", "eq", "nobody") : some("Being", "likedBy", likedInTurn(times - 1));
}

const totalCount = shape({ totalCount: { kind: "totalCount" } });

/** Whom they like, and whom those like, and so on. */
function friends(depth: number): PageField {
  const field: NodeField = depth === 0 ? { kind: "property", property: typeOf("Being").properties.get("name")! } : friends(depth - 1);
  return page(relationshipOf("Being", "likes"), {
    size: 1000,
    shape: shape({ nodes: { kind: "nodes", select: select(typeOf("Being"), () => ({ field })) } }),
  });
}

it.each([
  ["in a page", page(typeOf("Being"), { where: likedInTurn(12) })],
  ["in a count", page(typeOf("Being"), { where: likedInTurn(12), shape: totalCount })],
  [
    "in lists in lists",
    page(typeOf("Person"), {
      shape: shape({ nodes: { kind: "nodes", select: select(typeOf("Person"), () => ({ friends: friends(7) })) } }),
    }),
  ],
  ["behind a test that is false", page(typeOf("Being"), { where: not(likedInTurn(12)), shape: totalCount })],
])("a read that takes too long is ended: %s", async (_, field) => {
  const start = performance.now();
  await expect(store.read(plan(field))).rejects.toThrow(Timeout);
  expect(performance.now() - start).toBeLessThan(DEADLINE_MS + 500);
});

it("answers the next one", async () => {
  expect(JSON.parse(await store.read(plan(page(typeOf("Person"), { shape: totalCount }))))).toEqual({
    answer: { totalCount: expect.any(Number) },
  });
});

it("what is too deep for SQLite is said to be so", async () => {
  await expect(
    store.read(
      plan(
        page(typeOf("Person"), {
          shape: shape({ nodes: { kind: "nodes", select: select(typeOf("Person"), () => ({ friends: friends(60) })) } }),
        }),
      ),
    ),
  ).rejects.toThrow(CostLimitExceeded);
});

it("is refused when the one who asked has gone, or the store is closed", async () => {
  await expect(store.read(plan(page(typeOf("Person"))), { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  const other = await openSqlite({ directory, model: smallModel, stamp: "1", load: () => Promise.reject(new Error("not needed")) });
  await other.close();
  await other.close();
  await expect(other.read(plan(page(typeOf("Person"))))).rejects.toThrow(StoreUnavailable);
  await expect(other.ready()).rejects.toThrow(StoreUnavailable);
});
