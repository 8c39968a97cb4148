/** Loading into a real Neo4j: the difference is written and nothing else, as a whole, by one at a time. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { parse } from "graphql";
import neo4j, { type Driver } from "neo4j-driver";
import type { ChangeSet } from "../../../src/dataset/index.js";
import { Engine } from "../../../src/graphql/index.js";
import { model } from "../../../src/model/index.js";
import { DEFAULT_LIMITS } from "../../../src/plan/index.js";
import { loadNeo4j, openNeo4j } from "../../../src/stores/neo4j/index.js";
import { graphOf } from "../../support/graph.js";
import { borrowNeo4j, describeOnNeo4j, forgetRevision, type Lent } from "../../support/neo4j.js";
import { FILL_MS } from "../../support/stores.js";
import { dump } from "./dump.js";

const HUB = { Theme: [{ id: "hub", label: "Hub" }], Document: [{ id: "d" }] };
/** Commitments that a theme lists by the day on which they were made, newest first. */
const made = (
  revision: string,
  days: Readonly<Record<string, string | null>>,
  redirects: Readonly<Record<string, string>> = {},
): ChangeSet => {
  const ids = Object.keys(days);
  const graph = graphOf(model, {
    nodes: { ...HUB, Commitment: ids.map((id) => ({ id, title: id.toUpperCase(), madeOn: days[id]! })) },
    edges: {
      "Commitment.themes": ids.map((id) => [id, "hub", { rank: 0 }] as const),
      "Commitment.statedIn": ids.map((id) => [id, "d", { locator: `of ${id}` }] as const),
    },
    redirects,
  });
  return { ...graph, dataset: { ...graph.dataset, revision } };
};
const BEFORE = made("before", { a: "2001", b: "2002", c: "2003", gone: "2004" }, { old: "a", older: "b" });
const AFTER = made("after", { a: "2009", b: "2002", c: null, added: "2005" }, { old: "b", gone: "a" });

describeOnNeo4j("loading into a real Neo4j", () => {
  let lent: Lent;
  let driver: Driver;
  beforeAll(async () => {
    lent = await borrowNeo4j();
    driver = neo4j.driver(lent.uri, lent.password ? neo4j.auth.basic(lent.user!, lent.password) : undefined, {
      disableLosslessIntegers: true,
    });
  }, FILL_MS);
  beforeEach(() => load(BEFORE), 120_000);
  afterAll(async () => {
    await driver?.close();
    lent?.release();
  });

  const cypher = async (text: string) => (await driver.executeQuery(text)).records.map((record) => record.toObject());
  const load = (changes: ChangeSet, graceMs = 0) => loadNeo4j({ ...lent, model, graceMs }, changes);
  const open = () => openNeo4j({ ...lent, model });

  test("the difference leads to what a load into an empty database gives, repeated sort keys and all", async () => {
    expect(await load(AFTER)).toEqual({
      nodes: { added: 1, changed: 2, removed: 1 },
      // the edges of those whose day is another repeat it
      edges: { added: 6, removed: 6 },
    });
    const changed = await dump(driver);
    await cypher("MATCH (n:Node|CommitmentsRedirect|CommitmentsDataset) DETACH DELETE n");
    await load(AFTER);
    expect(changed).toBe(await dump(driver));
    const store = await open();
    const engine = new Engine({ model, store, limits: DEFAULT_LIMITS });
    const result = await engine.execute({
      document: parse('{ theme(id: "hub") { commitments { nodes { id } } } gone: commitment(id: "gone") { id } }'),
    });
    expect(JSON.parse((result as { data: { text: string } }).data.text)).toEqual({
      theme: { commitments: { nodes: ["a", "added", "b", "c"].map((id) => ({ id })) } },
      gone: { id: "a" },
    });
    await store.close();
  });

  test("what does not change is not written, and the same revision is not even looked at", async () => {
    const elements =
      "MATCH (n:Node) OPTIONAL MATCH (n)-[r]->() RETURN n.id AS id, elementId(n) AS node, collect(elementId(r)) AS edges ORDER BY id";
    const before = await cypher(elements);
    expect(await load(BEFORE)).toBeNull();
    const renamed = { ...BEFORE, dataset: { ...BEFORE.dataset, revision: "renamed" } };
    expect(await load(renamed)).toEqual({ nodes: { added: 0, changed: 0, removed: 0 }, edges: { added: 0, removed: 0 } });
    expect(await cypher(elements)).toEqual(before);
  });

  test("what is not ours is left alone: nodes, labels, relationships, constraints", async () => {
    await cypher("CREATE CONSTRAINT theirs IF NOT EXISTS FOR (s:Stranger) REQUIRE s.id IS UNIQUE");
    await cypher("CREATE (:Stranger {id: 'a'})-[:KNOWS]->(:Node:Stranger {id: 'theirs'})");
    await cypher("MATCH (s:Stranger {id: 'a'}), (a:Commitment {id: 'a'}) SET a:Marked CREATE (s)-[:LIKES]->(a)");
    await load(AFTER);
    expect(
      await cypher(
        "MATCH (s:Stranger {id: 'a'})-[:KNOWS]->(t:Stranger) MATCH (s)-[:LIKES]->(a) RETURN t.id AS friend, a.madeOn AS madeOn, a:Marked AS marked",
      ),
    ).toEqual([{ friend: "theirs", madeOn: "2009", marked: true }]);
    expect(await cypher("SHOW CONSTRAINTS YIELD name WHERE name = 'theirs' RETURN name")).toHaveLength(1);
    await cypher("MATCH (s:Stranger) DETACH DELETE s");
    await cypher("DROP CONSTRAINT theirs");
  });

  test("what somebody changed by hand is mended once the revision is taken away", async () => {
    const whole = await dump(driver);
    await cypher("MATCH (:Commitment {id: 'a'})-[r]->() DELETE r");
    await cypher("MATCH (c:Commitment {id: 'b'}) SET c.title = 'changed', c:Meeting REMOVE c:Commitment");
    await cypher("MATCH (c:Commitment {id: 'c'})-[r:ADDRESSES]->(t) CREATE (c)-[s:ADDRESSES]->(t) SET s = r");
    await forgetRevision(lent);
    await load(BEFORE);
    expect(await dump(driver)).toBe(whole);
  });

  test("a difference that cannot be written to its end changes nothing", async () => {
    const whole = await dump(driver);
    const cut = { dataset: AFTER.dataset, changes: [...AFTER.changes].filter((change) => !(change.op === "node" && change.id === "d")) };
    await expect(load(cut)).rejects.toThrow("refers to d,");
    expect(await dump(driver)).toBe(whole);
    const store = await open();
    await store.ready();
    await store.close();
  });

  test("a first load that was cut short leaves no revision, and the next one goes on", async () => {
    await cypher("MATCH (n:Node|CommitmentsRedirect|CommitmentsDataset) DETACH DELETE n");
    const changes = function* () {
      yield* [...AFTER.changes].slice(0, -3);
      throw new Error("cut");
    };
    await expect(load({ dataset: AFTER.dataset, changes: changes() })).rejects.toThrow("cut");
    const store = await open();
    await expect(store.ready()).rejects.toMatchObject({ name: "EmptyDatabase" });
    await load(AFTER);
    await until(() => store.revision === "after");
    await store.close();
  });

  test("of two loads at once the second says so and stops", async () => {
    const [first, second] = await Promise.allSettled([load(AFTER, 500), later(200).then(() => load(BEFORE))]);
    expect(first.status).toBe("fulfilled");
    expect(second).toMatchObject({ reason: { code: "STORE_UNAVAILABLE", message: expect.stringContaining("Another load") } });
    expect(await cypher("MATCH (d:CommitmentsDataset) RETURN d.revision AS revision")).toEqual([{ revision: "after" }]);
  });

  test("a load that lost its lease changes nothing", async () => {
    const whole = await dump(driver);
    const running = load(AFTER, 1_000);
    await later(500);
    await cypher("MATCH (d:CommitmentsDataset) SET d.lease = 'of another', d.leaseUntil = timestamp() + 60000");
    await expect(running).rejects.toMatchObject({ name: "LoadRunning" });
    expect(await dump(driver)).toBe(whole);
    await expect(load(AFTER)).rejects.toMatchObject({ name: "LoadRunning" });
    await cypher("MATCH (d:CommitmentsDataset) SET d.leaseUntil = timestamp() - 1");
    await load(AFTER);
  });

  test("a load that was killed after it had announced its change is forgotten when its lease ends, and answers come again", async () => {
    const store = await open();
    await cypher(
      "MATCH (d:CommitmentsDataset) SET d.sequence = d.sequence + 1, d.lease = 'of a killed one', d.leaseUntil = timestamp() + 6000",
    );
    const read = () => store.read(new Map());
    await later(1_300);
    await expect(read()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", message: expect.stringContaining("being changed") });
    expect(await read()).toBe("{}");
    await store.close();
  });

  test("a service that runs learns of a new revision within a second, with all that it knew of the old one", async () => {
    const store = await open();
    const engine = new Engine({ model, store, limits: DEFAULT_LIMITS });
    const ask = async () => {
      const document = parse(
        '{ dataset { revision } commitment(id: "old") { id } commitments(where: { themes: { some: { id: { eq: "hub" } } } }) { totalCount } }',
      );
      return JSON.parse(((await engine.execute({ document })) as { data: { text: string } }).data.text) as unknown;
    };
    const answer = (revision: string, id: string) => ({ dataset: { revision }, commitment: { id }, commitments: { totalCount: 4 } });
    expect(await ask()).toEqual(answer("before", "a"));
    await load(AFTER, 1_000);
    const done = performance.now();
    await until(() => store.revision === "after");
    expect(performance.now() - done).toBeLessThan(1_000);
    expect(await ask()).toEqual(answer("after", "b"));
    await store.close();
  });
});

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !isSo(); i++) await later(10);
  if (!isSo()) throw new Error("it did not come about");
}
