/** Reads while the graph is written all the time: each answer is of one revision, the one that it says it is of. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "graphql";
import type { ChangeSet } from "../../../src/dataset/index.js";
import { Engine } from "../../../src/graphql/index.js";
import { DEFAULT_LIMITS, type Store } from "../../../src/plan/index.js";
import { loadNeo4j, openNeo4j } from "../../../src/stores/neo4j/index.js";
import { graphOf } from "../../support/graph.js";
import { borrowNeo4j, describeOnNeo4j, forgetRevision, type Lent } from "../../support/neo4j.js";
import { FILL_MS } from "../../support/stores.js";
import { smallModel } from "./small-model.js";

const THINGS = 300;

/** Every thing bears the revision, in its name and its number; of one in ten, where it is, too. */
function graphOfRevision(number: number): ChangeSet {
  const ids = Array.from({ length: THINGS + (number % 10) }, (_, i) => `t${String(i).padStart(4, "0")}`);
  const graph = graphOf(smallModel, {
    nodes: { Thing: ids.map((id) => ({ id, name: `${number}`, stock: number })), Box: [{ id: "box" }, { id: "other" }] },
    edges: { "Box.things": ids.map((id) => ["box", id, { corner: `${number}` }] as const) },
    redirects: { moved: number % 2 === 0 ? "box" : "other" },
  });
  return { ...graph, dataset: { ...graph.dataset, revision: `${number}` } };
}

const QUERY = `{
  dataset { revision }
  things(first: 20) { totalCount nodes { name stock boxes { edges { corner } } } }
  last: things(last: 20) { nodes { name stock } }
  box(id: "box") { things(first: 20) { totalCount edges { corner node { name } } } }
  moved: box(id: "moved") { id }
}`;

export function testTorn(reads: number): void {
  describeOnNeo4j("reads while the graph is written all the time", () => {
    let lent: Lent;
    let store: Store;
    let engine: Engine;
    beforeAll(async () => {
      lent = await borrowNeo4j();
      await forgetRevision(lent); // what was there may be more than one transaction could take away
      await loadNeo4j({ ...lent, model: smallModel, graceMs: 0 }, graphOfRevision(0));
      store = await openNeo4j({ ...lent, model: smallModel, timeoutMs: 20_000 });
      engine = new Engine({ model: smallModel, store, limits: { ...DEFAULT_LIMITS, nodes: 100_000 } });
    }, FILL_MS);
    afterAll(async () => {
      await store?.close();
      lent?.release();
    });

    test(`${reads} of them`, async () => {
      const document = parse(QUERY);
      let isOver = false;
      let written = 0;
      const writing = (async () => {
        while (!isOver) await loadNeo4j({ ...lent, model: smallModel }, graphOfRevision(++written));
      })();
      let refused = 0;
      const seen = new Set<string>();
      const read = async () => {
        const result = await engine.execute({ document });
        if ("errors" in result) {
          expect(result.errors[0]!.extensions.code).toBe("STORE_UNAVAILABLE");
          refused++;
          return;
        }
        const data = JSON.parse((result.data as { text: string }).text);
        const { revision } = data.dataset;
        const number = Number(revision);
        seen.add(revision);
        const thing = { name: revision, stock: number };
        expect(data.things.totalCount).toBe(THINGS + (number % 10));
        expect(data.box.things.totalCount).toBe(THINGS + (number % 10));
        for (const node of data.things.nodes) expect(node).toEqual({ ...thing, boxes: { edges: [{ corner: revision }] } });
        for (const node of data.last.nodes) expect(node).toEqual(thing);
        for (const edge of data.box.things.edges) expect(edge).toEqual({ corner: revision, node: { name: revision } });
        expect(data.moved.id).toBe(number % 2 === 0 ? "box" : "other");
      };
      const reader = async () => {
        for (let i = 0; i < reads / 4; i++) await read();
      };
      try {
        await Promise.all([reader(), reader(), reader(), reader()]);
      } finally {
        isOver = true;
        await writing;
      }
      process.stderr.write(
        `${reads} reads of ${seen.size} revisions while ${written} were written: ${((refused / reads) * 100).toFixed(1)} % were refused\n`,
      );
      expect(seen.size).toBeGreaterThan(1);
      expect(refused).toBeLessThan(reads / 2);
    }, 600_000);
  });
}
