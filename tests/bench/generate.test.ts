/** Graphs that look like the seed's: right by every rule, the same for the same random seed, and their hubs grow. */
import { describe, expect, test } from "@jest/globals";
import { lookAlike } from "../../bench/generate/look-alike.mjs";
import {
  buildChangeSet,
  checkChangeSet,
  fromNdjson,
  toNdjson,
  type Change,
  type ChangeSet,
  type EdgeChange,
  type NodeChange,
  type RedirectChange,
} from "../../src/dataset/index.js";
import { model } from "../../src/model/index.js";
import { seedChanges } from "../support/seed.js";

const seed = seedChanges();
const seedCommitments = seed.dataset.counts.find(({ type }) => type === "Commitment")!.count;
const COMMITMENTS = 3 * seedCommitments - 100;
const large = lookAlike(model, seed, { commitments: COMMITMENTS, random: 1 });

const only = <Op extends Change["op"]>({ changes }: ChangeSet, op: Op) =>
  [...changes].filter((change): change is Extract<Change, { op: Op }> => change.op === op);
const nodes: NodeChange[] = only(large, "node");
const edges: EdgeChange[] = only(large, "edge");
const redirects: RedirectChange[] = only(large, "redirect");

/** How many edges of a kind have a node at one end. */
function degrees(changes: readonly EdgeChange[], kind: string, end: "from" | "to"): Map<string, number> {
  const found = new Map<string, number>();
  for (const change of changes) if (change.edge === kind) found.set(change[end], (found.get(change[end]) ?? 0) + 1);
  return found;
}

/** The node of the seed of which a node is a copy. */
const original = (id: string) => id.replace(/^\d{5}\./, "");

describe("a generated graph", () => {
  test("fits the model, and its header tells the truth", () => expect(checkChangeSet(large, model)).toEqual([]));

  test("has the changes, in the order and with the revision, that the builder of change sets gives them", () => {
    const built = buildChangeSet(
      model,
      large.dataset,
      { nodes, edges, redirects, withdrawn: large.dataset.withdrawn },
      large.dataset.schemaVersion,
    );
    expect(built.dataset).toEqual(large.dataset);
    expect([...toNdjson(built)]).toEqual([...toNdjson(large)]);
  });

  test("is read back from its lines", () =>
    expect([...fromNdjson(toNdjson(large)).changes]).toHaveLength(nodes.length + edges.length + redirects.length));

  test("has as many commitments as were asked for, and the whole seed within it", () => {
    expect(nodes.filter(({ type }) => type === "Commitment")).toHaveLength(COMMITMENTS);
    const lines = new Set(toNdjson(large));
    expect([...toNdjson(seed)].slice(1).filter((line) => !lines.has(line))).toEqual([]);
  });

  test("follows from its random seed", () => {
    const revision = (random: number) => lookAlike(model, seed, { commitments: COMMITMENTS, random }).dataset.revision;
    expect(revision(1)).toBe(large.dataset.revision);
    expect(revision(2)).not.toBe(large.dataset.revision);
  });

  test("has out-degrees as in the seed", () => {
    const inSeed = only(seed, "edge");
    for (const { key } of model.edges) {
      const wanted = degrees(inSeed, key, "from");
      const others = [...degrees(edges, key, "from")].filter(([id, degree]) => degree !== wanted.get(original(id)));
      expect(others).toEqual([]);
    }
  });

  test("leads elsewhere with some three edges in ten, also from a copy to an earlier one", () => {
    const wanted = new Set(only(seed, "edge").map(({ edge, from, to }) => `${edge} ${from} ${to}`));
    const themes = edges.filter(({ edge, from }) => edge === "Commitment.themes" && from !== original(from));
    const moved = themes.filter(({ edge, from, to }) => !wanted.has(`${edge} ${original(from)} ${to}`)).length / themes.length;
    expect(moved).toBeGreaterThan(0.2);
    expect(moved).toBeLessThan(0.3);
    const parts = edges.filter(({ edge, from }) => edge === "Commitment.partOf" && from.startsWith("00002."));
    const across = parts.filter(({ to }) => !to.startsWith("00002.")).length / parts.length;
    expect(across).toBeGreaterThan(0.2);
    expect(across).toBeLessThan(0.5);
  });

  test("has older commitments than the seed, whose dates are as precise", () => {
    const madeOn = new Map(nodes.map(({ id, properties }) => [id, properties.madeOn as string | null]));
    const id = [...madeOn.keys()].find((id) => original(id) === id && madeOn.get(id)?.length === "2024-01".length)!;
    const [year, month] = madeOn.get(id)!.split("-");
    expect(madeOn.get(`00001.${id}`)).toBe(`${Number(year) - 10}-${month}`);
    expect(madeOn.get(`00002.${id}`) ?? madeOn.get(id)).toBe(madeOn.get(id));
  });

  test.each([
    ["Commitment.parties", "asean"],
    ["Commitment.themes", "cybersecurity"],
    ["Meeting.heldIn", "TH"],
  ])("%s of %s grow with it", (kind, id) => {
    const growth = degrees(edges, kind, "to").get(id)! / degrees(only(seed, "edge"), kind, "to").get(id)!;
    expect(growth).toBeGreaterThan(2.4);
    expect(growth).toBeLessThan(3.6);
  });
});

test("the smallest is the seed, under another name", () => {
  const { dataset, changes } = lookAlike(model, seed, { commitments: seedCommitments, random: 1 });
  expect([...changes]).toEqual([...seed.changes]);
  expect(dataset.counts).toEqual(seed.dataset.counts);
  expect(dataset.shareWithLocator).toBe(seed.dataset.shareWithLocator);
});

test("one smaller than the seed is refused", () => {
  expect(() => lookAlike(model, seed, { commitments: 10, random: 1 })).toThrow(`the seed itself has ${seedCommitments} commitments`);
});
