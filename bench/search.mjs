/**
 * How well searches find: `npm run bench:search`, with NEO4J_URI (and NEO4J_PASSWORD) also beside plain Lucene. The
 * questions of bench/search/questions.yaml are asked of the service and of plain full-text indexes over the same texts,
 * and nDCG@10 and recall@10 are told of those by which the ranking was tuned, and of the third that was kept. A question
 * that has no answer counts 1 where nothing comes and else 0. In Neo4j, nodes `:SearchBench` are made and removed.
 * The service must be built (`npm run build`).
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseDocument } from "graphql";
import neo4j from "neo4j-driver";
import { parse } from "yaml";
import { changeSet, loadSeed } from "../dist/dataset/index.js";
import { Engine } from "../dist/graphql/index.js";
import { model } from "../dist/model/index.js";
import { DEFAULT_LIMITS, searchable } from "../dist/plan/index.js";
import { driver } from "../dist/stores/sqlite/driver.js";
import { openSqlite } from "../dist/stores/sqlite/index.js";

const questions = parse(readFileSync(new URL("search/questions.yaml", import.meta.url), "utf8"));
const dataset = changeSet(loadSeed("seed", model), "bench");
const changes = { dataset: dataset.dataset, changes: [...dataset.changes] };

/** Every node with its searchable texts as they are. */
const documents = changes.changes.flatMap((change) => {
  if (change.op !== "node") return [];
  const texts = Object.values(searchable(model.type(change.type)))
    .flat()
    .map(({ name }) => change.properties[name] ?? "");
  return [{ id: change.id, text: texts.join(" \n ") }];
});

async function ours() {
  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  const store = await openSqlite({ directory, model, stamp: "bench", load: () => changes });
  const engine = new Engine({ model, store, limits: DEFAULT_LIMITS });
  const document = parseDocument("query ($q: String!) { search(query: $q, first: 10) { nodes { id } } }");
  const ask = async (q) => {
    const { data, errors } = await engine.execute({ document, variables: { q } });
    if (errors) throw errors[0];
    return JSON.parse(data.text).search.nodes.map(({ id }) => id);
  };
  const close = async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  };
  return { name: "search", ask, close };
}

const wordsOf = (q) => q.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

async function plainFts5(name, operator) {
  const database = new (await driver())(":memory:");
  database.exec("CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, text, tokenize = 'porter unicode61')");
  const insert = database.prepare("INSERT INTO plain VALUES (?, ?)");
  for (const { id, text } of documents) insert.run(id, text);
  const select = database.prepare("SELECT id FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 10");
  const ask = async (q) =>
    select
      .all(
        wordsOf(q)
          .map((word) => `"${word}"`)
          .join(operator),
      )
      .map(({ id }) => id);
  return { name, ask, close: async () => database.close() };
}

async function plainLucene(analyzer) {
  const { NEO4J_URI, NEO4J_USER = "neo4j", NEO4J_PASSWORD } = process.env;
  const client = neo4j.driver(NEO4J_URI, NEO4J_PASSWORD ? neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD) : undefined);
  const run = async (text, parameters = {}) => (await client.executeQuery(text, parameters)).records;
  await run("UNWIND $documents AS d CREATE (n:SearchBench) SET n = d", { documents });
  await run(
    `CREATE FULLTEXT INDEX search_bench FOR (n:SearchBench) ON EACH [n.text] OPTIONS {indexConfig: {\`fulltext.analyzer\`: '${analyzer}'}}`,
  );
  await run("CALL db.awaitIndexes(300)");
  const ask = async (q) => {
    const text = wordsOf(q).join(" ").toLowerCase(); // in capitals, AND, OR and NOT would be operators
    const records = await run("CALL db.index.fulltext.queryNodes('search_bench', $text, {limit: 10}) YIELD node RETURN node.id AS id", {
      text,
    });
    return records.map((record) => record.get("id"));
  };
  const close = async () => {
    await run("DROP INDEX search_bench");
    await run("MATCH (n:SearchBench) DELETE n");
    await client.close();
  };
  return { name: `plain Lucene, ${analyzer}`, ask, close };
}

/** Of one question: nDCG@10, gains as they are (2 and 1), and recall@10. */
function measure({ best = [], good = [] }, found) {
  const wanted = best.length + good.length;
  if (wanted === 0) return found.length === 0 ? [1, 1] : [0, 0];
  const gain = (id) => (best.includes(id) ? 2 : good.includes(id) ? 1 : 0);
  const discounted = (gains) => gains.reduce((sum, g, i) => sum + g / Math.log2(i + 2), 0);
  const ideal = discounted([...best.map(() => 2), ...good.map(() => 1)].slice(0, 10));
  return [discounted(found.map(gain)) / ideal, found.filter((id) => gain(id) > 0).length / Math.min(10, wanted)];
}

const mean = (values) => values.reduce((sum, v) => sum + v, 0) / values.length;
const figures = (results) => [0, 1].map((i) => mean(results.map((r) => r[i])).toFixed(3)).join(" / ");

const systems = [ours, () => plainFts5("plain FTS5, all words", " AND "), () => plainFts5("plain FTS5, any word", " OR ")];
if (process.env.NEO4J_URI)
  systems.push(
    () => plainLucene("english"),
    () => plainLucene("standard-no-stop-words"),
  );
console.log("nDCG@10 / recall@10".padEnd(40), "tuned by".padEnd(16), "kept");
for (const open of systems) {
  const { name, ask, close } = await open();
  const results = [];
  for (const [i, question] of questions.entries()) {
    const found = await ask(question.ask);
    const result = measure(question, found);
    results.push({ isKept: i % 3 === 2, kind: question.kind, result });
    // what is kept is not looked at
    if (process.argv.includes("--each") && open === ours && i % 3 !== 2)
      console.log(`${result.map((r) => r.toFixed(2)).join(" ")}  ${question.ask}\n      ${found.join(" ")}`);
  }
  const part = (isKept, kind) => results.filter((r) => r.isKept === isKept && (!kind || r.kind === kind)).map((r) => r.result);
  console.log(name.padEnd(40), figures(part(false)).padEnd(16), figures(part(true)));
  if (open === ours) for (const kind of ["plain", "typo", "local", "none"]) console.log(`  ${kind}`.padEnd(40), figures(part(false, kind)));
  await close();
}
