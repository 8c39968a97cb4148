/**
 * What the playground's questions cost on Neo4j: `NEO4J_URI=… NEO4J_PASSWORD=… node bench/hits.mjs`. Each is asked until all that is
 * remembered is known, then once more: statements and round trips are counted of that, and db hits by PROFILE of its
 * statements. The service must be built (`npm run build`), and the Neo4j filled.
 */
import { readdirSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { parse } from "graphql";
import neo4j, { Session } from "neo4j-driver";
import { Engine } from "../dist/graphql/index.js";
import { model } from "../dist/model/index.js";
import { DEFAULT_LIMITS } from "../dist/plan/index.js";
import { openNeo4j } from "../dist/stores/neo4j/index.js";

const { NEO4J_URI, NEO4J_USER: user = "neo4j", NEO4J_PASSWORD: password, NEO4J_DATABASE: database } = process.env;
const { hostname, port } = new URL(NEO4J_URI);

/** Round trips: how often the service speaks after the database did. The first connection is that of the looks. */
let turns = 0;
let connections = 0;
const between = createServer({ noDelay: true }, (client) => {
  const isLooks = connections++ === 0;
  const server = connect({ port: Number(port || 7687), host: hostname, noDelay: true });
  let isAsking = false;
  client.on("data", (part) => {
    if (!isAsking && !isLooks) turns++;
    isAsking = true;
    server.write(part);
  });
  server.on("data", (part) => {
    isAsking = false;
    client.write(part);
  });
  client.on("close", () => server.destroy()).on("error", () => {});
  server.on("close", () => client.destroy()).on("error", () => {});
});
await new Promise((resolve) => between.listen(0, "127.0.0.1", resolve));

const sent = [];
const { run } = Session.prototype;
Session.prototype.run = function (...args) {
  if (!args[0].includes("d.sequence")) sent.push(args); // a look which revision is there
  return run.apply(this, args);
};
const store = await openNeo4j({ uri: `bolt://127.0.0.1:${between.address().port}`, user, password, database, model, timeoutMs: 60_000 });
const engine = new Engine({ model, store, limits: DEFAULT_LIMITS });
const driver = neo4j.driver(NEO4J_URI, password ? neo4j.auth.basic(user, password) : undefined, { disableLosslessIntegers: true });

const sum = ({ dbHits, children }) => children.reduce((total, child) => total + sum(child), dbHits);
async function hitsOf([text, parameters]) {
  const { summary } = await driver.executeQuery(`PROFILE ${text}`, parameters, { routing: "READ", database });
  return sum(summary.profile);
}
/** @returns whether it was answered, and not refused as too much for so large a graph. */
async function ask(document) {
  const [error] = (await engine.execute({ document })).errors ?? [];
  if (error && error.extensions.code !== "COST_LIMIT_EXCEEDED") throw error;
  return !error;
}

console.log(`| question | statements | round trips | db hits |\n|---|---:|---:|---:|`);
const files = readdirSync("web/questions", { recursive: true, encoding: "utf8" });
for (const file of files.filter((file) => file.endsWith(".graphql")).sort()) {
  const document = parse(readFileSync(`web/questions/${file}`, "utf8"));
  await ask(document);
  turns = sent.length = 0;
  const isAnswered = await ask(document);
  const [statements, trips] = [[...sent], turns];
  let hits = 0;
  for (const statement of statements) hits += await hitsOf(statement);
  const cells = [file.replace(".graphql", ""), statements.length, trips, hits.toLocaleString("en")];
  console.log(`| ${cells.join(" | ")}${isAnswered ? "" : ", then refused"} |`);
}
await store.close();
await driver.close();
between.close();
