/**
 * The service beside what somebody would write by hand, in one process and without HTTP: `npm run bench`.
 * All go through Apollo Server to the text of the answer. Documents and statements are warm, answers are not cached:
 * variables differ from request to request. Answers are compared first; then rounds alternate, and ratios are of medians.
 * The service must be built (`npm run build`).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HeaderMap } from "@apollo/server";
import { Engine } from "../dist/graphql/index.js";
import { model } from "../dist/model/index.js";
import { createLog, openStore, readSettings } from "../dist/server/index.js";
import { startApollo } from "../dist/server/apollo.js";
import { measured } from "../dist/server/measured.js";
import { Metrics } from "../dist/server/metrics.js";
import { driver } from "../dist/stores/sqlite/driver.js";
import { inMemory, withDataLoader } from "./embedded/peers.mjs";
import { EVERYTHING, requestsFor } from "./embedded/questions.mjs";

const ROUNDS = 9;
const ROUND_MS = 400;

const directory = mkdtempSync(join(tmpdir(), "bench-"));
const { settings } = readSettings({ DATA_DIR: directory });
const log = createLog("silent");
const store = await openStore(settings, model, log, () => {});
const engine = new Engine({ model, store, limits: settings.limits });
const metrics = new Metrics(store);
const ours = {
  server: await startApollo(measured(engine, metrics, settings.slowQueryMs), settings.limits, metrics, log),
  context: async () => ({ request: { log }, signal: new AbortController().signal, executed: {} }),
};

async function ask({ server, context }, query, variables) {
  const { body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: "POST",
      headers: new HeaderMap([["content-type", "application/json"]]),
      search: "",
      body: { query, variables },
    },
    context,
  });
  return body.string;
}

/** Every commitment with its lists, as the service itself gives them. */
async function everything() {
  const all = [];
  for (let after = null; ;) {
    const { data, errors } = JSON.parse(await ask(ours, EVERYTHING, { after }));
    if (errors) throw new Error(errors[0].message);
    all.push(...data.commitments.nodes);
    if (!data.commitments.pageInfo.hasNextPage) return all;
    after = data.commitments.pageInfo.endCursor;
  }
}

const firstDay = (date) => (date === null ? null : date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date);
const commitments = (await everything()).map(({ parties, themes, statedIn, ...rest }) => ({
  ...rest,
  day: firstDay(rest.madeOn),
  parties: parties.edges.map(({ role, node }) => ({ role, node: { ...node, type: "Organization" } })),
  themes: themes.nodes.map((node) => ({ node })),
  statedIn: statedIn.edges,
}));
const Database = await driver();
const database = new Database(join(directory, "commitments.sqlite"), { readOnly: true });
const peers = {
  "this service": ours,
  "resolvers over objects in memory": await inMemory(commitments),
  "DataLoader over the same SQLite file": await withDataLoader(database),
};

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** Requests a second, over one round. */
async function round(peer, query, variables, offset) {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < ROUND_MS) await ask(peer, query, variables[(offset + count++) % variables.length]);
  return (count * 1000) / (performance.now() - start);
}

for (const { name, query, variables } of requestsFor(commitments)) {
  for (const each of variables) {
    const [answer, ...others] = await Promise.all(
      Object.values(peers).map(async (peer) => JSON.stringify(JSON.parse(await ask(peer, query, each)))),
    );
    others.forEach((other, i) => {
      if (other !== answer)
        throw new Error(
          `${Object.keys(peers)[i + 1]} answers otherwise to ${JSON.stringify(each)}:\n${answer.slice(0, 2000)}\n${other.slice(0, 2000)}`,
        );
    });
  }
  const rates = Object.fromEntries(Object.keys(peers).map((peer) => [peer, []]));
  for (let i = -1; i < ROUNDS; i++)
    for (const [peer, started] of Object.entries(peers)) {
      const rate = await round(started, query, variables, i * 37 + 37);
      if (i >= 0) rates[peer].push(rate); // the first round is for warming up
    }
  const own = median(rates["this service"]);
  console.log(`\n${name} (${variables.length} different requests, answers alike):\n`);
  console.log("| | requests a second | this service, times as many |\n|---|---:|---:|");
  for (const [peer, values] of Object.entries(rates))
    console.log(
      `| ${peer} | ${Math.round(median(values)).toLocaleString("en")} | ${peer === "this service" ? "" : (own / median(values)).toFixed(1)} |`,
    );
}

for (const { server } of Object.values(peers)) await server.stop();
database.close();
await store.close();
rmSync(directory, { recursive: true });
