/**
 * Text in the languages of databases, wherever a question takes text: it is data, which finds what bears it and nothing
 * else. Afterwards all is as it was.
 */
import { beforeAll, expect, test } from "@jest/globals";
import { compareText, fold, model, normalize, type Property, type Type } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { onEveryStore } from "./service.js";

const NASTY = [
  // Cypher
  "' OR 1=1 //",
  '" OR true //',
  "'}) DETACH DELETE n //",
  "x` DETACH DELETE n //",
  "$p0",
  "{id: $p1}",
  "\\u0027 RETURN 1 //",
  "Commitment) WHERE true SET n.id = 'x' //",
  "') CALL db.labels() YIELD label RETURN label //",
  // SQL
  "'; DROP TABLE Commitment; --",
  "' UNION SELECT name FROM sqlite_master --",
  '" OR ""="',
  "%",
  "_",
  "?1 :a @b",
  "/* */ 1 --",
  "x'41'",
  // Lucene and FTS5
  "title:* AND (a OR b) NOT c",
  '"unclosed',
  "foo~2^4 [a TO b} {c TO d]",
  "NEAR(a b, 5)",
  "^a* + -b : col",
  "\\",
  // JSON, JavaScript, GraphQL
  '","x":"',
  "${process.exit()}",
  "__proto__",
  "constructor",
  "{ __typename }",
  // Unicode
  "\u202egnp.exe",
  "\ufeff",
  "\uffff\u{1f600}",
  "a\u200db",
  "Đà Nẵng İSTANBUL ﬀ ß",
  "\r\n\t\u001f\u007f",
  "＇ OR １＝１",
  "x".repeat(1_000),
].map(normalize);

const documents = NASTY.map((text, i) => ({ id: `d${i}`, title: text, publisher: text, note: text }));
const commitments = NASTY.map((text, i) => ({ id: `c${String(i).padStart(2, "0")}`, title: text, statement: text }));

/** Nodes of two types bear each of the texts, and edges do. */
const graph = () =>
  graphOf(model, {
    nodes: {
      Theme: [{ id: "t" }],
      Document: documents.map(({ note: _, ...document }) => document),
      Commitment: commitments,
    },
    edges: {
      "Commitment.themes": commitments.map(({ id }) => [id, "t", { rank: 0 }] as const),
      "Commitment.statedIn": commitments.map(({ id, title }, i) => [id, `d${i}`, { locator: title }] as const),
    },
  });

const texts = (type: Type): Property[] => [...type.properties.values()].filter((p) => p.type.name === "String" && p.name !== "id");
const listed = model.types.filter((type) => type.plural !== null);

/** Every test that text can pass or fail, of one property. */
const tests = [
  "eq: $t",
  "in: [$t]",
  "contains: $t",
  "startsWith: $t",
  "endsWith: $t",
  "contains: $t, mode: EXACT",
  "startsWith: $t, mode: EXACT",
];
const anyOf = (path: (test: string) => string): string => `{ OR: [${tests.map((test) => path(`{ ${test} }`)).join(", ")}] }`;

/** For each type with texts: a question that asks for all that pass any test, and for all that pass none. */
const QUESTIONS = listed.flatMap((type) =>
  texts(type).length === 0
    ? []
    : [
        [
          type.name,
          `query ($t: String!) { ${texts(type)
            .flatMap(({ name }) => {
              const where = anyOf((test) => `{ ${name}: ${test} }`);
              return [
                `${name}: ${type.plural}(first: 200, where: ${where}) { nodes { id } }`,
                `not_${name}: ${type.plural}(where: { NOT: ${where} }) { totalCount }`,
              ];
            })
            .join(" ")} all: ${type.plural} { totalCount } }`,
        ] as const,
      ],
);

const ALL = `{ commitments(first: 200) { totalCount nodes { id title statement statedIn { edges { locator node { id title publisher } } } } } nodes: documents { totalCount } dataset { counts { type count } } }`;

/** What an error may say of the inside: nothing. */
const INSIDE = /\b(MATCH|SELECT|RETURN|WHERE|syntax|Neo4j|Neo\.|SQLite|SQLITE|FTS5|Lucene)\b|\bat .*:\d+:\d+/i;

onEveryStore(model, graph, (service) => {
  let before: unknown;
  beforeAll(async () => {
    before = await service.data(ALL);
  });

  const bearing = (list: readonly { id: string }[], name: string, text: string) =>
    list
      .filter((node) => {
        const value = (node as Record<string, string>)[name];
        return value !== undefined && fold(value).includes(fold(text));
      })
      .map(({ id }) => id)
      .sort();

  test.each(QUESTIONS)(
    "as text in filters of %s",
    async (type, query) => {
      const list = type === "Commitment" ? commitments : type === "Document" ? documents : [];
      for (const text of NASTY) {
        const data = await service.data(query, { t: text });
        for (const { name } of texts(model.type(type))) {
          const found = (data[name].nodes as { id: string }[]).map(({ id }) => id).sort();
          // filled in where nothing is said: "-"
          if (list.length > 0 && list.some((node) => name in node))
            expect([name, text, found]).toEqual([name, text, bearing(list, name, text)]);
          expect(data[`not_${name}`].totalCount).toBe(data.all.totalCount - found.length);
        }
      }
    },
    120_000,
  );

  test("as text in filters of edges", async () => {
    const where = anyOf((test) => `{ statedIn: { some: { edge: { locator: ${test} } } } }`);
    const query = `query ($t: String!) { commitments(first: 200, where: ${where}) { nodes { id } } }`;
    for (const text of NASTY) {
      const { commitments: found } = await service.data(query, { t: text });
      expect(found.nodes.map(({ id }: { id: string }) => id).sort()).toEqual(bearing(commitments, "title", text));
    }
  }, 120_000);

  test("as ids, wherever there are any", async () => {
    const lookUps = model.types.map((type) => `${type.singular}: ${type.singular}(id: $id) { id }`).join(" ");
    const filters = listed.map(
      ({ plural, hierarchy }) =>
        `${plural}: ${plural}(where: { OR: [{ id: { eq: $id } }, { id: { in: [$id] } }${hierarchy ? ", { id: { within: $id } }" : ""}] }) { totalCount }`,
    );
    const all = `query ($id: ID!) { ${lookUps} nodes(ids: [$id, "t"]) { id } }`;
    const some = `query ($id: ID!) { ${filters.join(" ")} commitments_: commitments(where: { themes: { some: { id: { within: $id } } } }) { totalCount } }`;
    for (const text of NASTY) {
      const { nodes, ...nodeOf } = await service.data(all, { id: text });
      expect(nodes).toEqual([null, { id: "t" }]);
      expect(Object.values(nodeOf).every((node) => node === null)).toBe(true);
      expect(Object.values(await service.data(some, { id: text }))).toEqual([...listed, null].map(() => ({ totalCount: 0 })));
    }
  }, 120_000);

  test("as cursors: they are refused, and the message has nothing of the inside", async () => {
    for (const side of ["after", "before"])
      for (const text of NASTY) {
        const { code, message } = await service.error(`query ($c: String) { commitments(${side}: $c) { totalCount } }`, { c: text });
        expect(code).toBe("BAD_USER_INPUT");
        expect(message.replaceAll(text, "")).not.toMatch(INSIDE);
      }
  });

  test("within cursors that are otherwise right: the page after such a text", async () => {
    const query =
      "query ($c: String) { commitments(first: 200, after: $c, orderBy: [{ title: ASC }]) { nodes { id title } edges { cursor } } }";
    const { commitments: whole } = await service.data(query);
    const read = (cursor: string) => JSON.parse(Buffer.from(cursor, "hex").toString("utf8")) as string[];
    const write = (content: unknown) => Buffer.from(JSON.stringify(content)).toString("hex").toUpperCase();
    const [mark] = read(whole.edges[0].cursor);
    for (const text of NASTY) {
      const { commitments: page } = await service.data(query, { c: write([mark, text, "c00"]) });
      const wanted = (whole.nodes as { id: string; title: string }[]).filter(
        ({ id, title }) => (compareText(title, text) || compareText(id, "c00")) > 0,
      );
      expect(page.nodes).toEqual(wanted);
      expect(await service.error(query, { c: write([text, text, text]) })).toMatchObject({ code: "BAD_USER_INPUT" });
    }
  });

  test("as enumeration values, dates and numbers: they are refused, and the message has nothing of the inside", async () => {
    const queries = [
      "query ($v: CommitmentStatus) { commitments(where: { status: { eq: $v } }) { totalCount } }",
      "query ($v: PartialDate) { commitments(where: { madeOn: { lt: $v } }) { totalCount } }",
      'query ($v: PartialDate) { organization(id: "t") { members(asOf: $v) { totalCount } } }',
      "query ($v: Int) { commitments(first: $v) { totalCount } }",
      "query ($v: Direction) { commitments(orderBy: [{ title: $v }]) { totalCount } }",
    ];
    for (const query of queries)
      for (const text of NASTY) {
        const { message } = await service.error(query, { v: text });
        // graphql-js shows the value as JSON
        const said = message.replaceAll(JSON.stringify(text).slice(1, -1), "").replaceAll(text, "");
        expect(said).not.toMatch(INSIDE);
      }
  });

  test("as keys of the answer", async () => {
    const data = await service.data("{ __proto__: dataset { constructor: name } toString: commitments { hasOwnProperty: totalCount } }");
    expect(Object.entries(data)).toEqual([
      ["__proto__", { constructor: "A test" }],
      ["toString", { hasOwnProperty: NASTY.length }],
    ]);
  });

  test("NUL and halves of surrogate pairs are refused as text, as ids and in lists", async () => {
    for (const text of ["\0", "a\0' OR 1=1", "\ud800", "\udc00x"])
      for (const query of [
        "query ($v: ID!) { node(id: $v) { id } }",
        "query ($v: String!) { commitments(where: { title: { contains: $v } }) { totalCount } }",
        "query ($v: String!) { commitments(where: { title: { in: [$v] } }) { totalCount } }",
      ])
        expect(await service.error(query, { v: text })).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("and nothing has changed", async () => {
    expect(await service.data(ALL)).toEqual(before);
  });
});
