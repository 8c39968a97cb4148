/**
 * The service beside @neo4j/graphql, on the same Neo4j: `NEO4J_URI=… NEO4J_PASSWORD=… npm run bench:neo4j [DIR]`. The Neo4j, and
 * where DIR is given also the SQLite file in it, hold the graph that load.mjs filled them with. All three answer over HTTP
 * to POST, each in a process of its own. Answers are compared first; then rounds alternate, and ratios are of medians.
 * The service must be built (`npm run build`).
 */
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import { installPeer } from "./neo4j/install.mjs";
import { questions } from "./neo4j/questions.mjs";

const ROUNDS = 15;
const ROUND_MS = 1_000;
/** How many ask at a time when requests are counted. Latency is of one that asks alone. */
const CLIENTS = 8;
/** So many answers to a question are compared at most. */
const COMPARED = 200;
const DIRECTORY = process.argv[2];

if (!process.env.NEO4J_URI) throw new Error("NEO4J_URI is wanted: the Neo4j that bench/load.mjs filled");

const agent = new Agent({ keepAlive: true });
const children = [];

/** Starts a server. @returns its address, when it has said it, and the number of its process. */
function start(command, { cwd, env } = {}) {
  const child = spawn(process.execPath, command, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  return new Promise((resolve, reject) => {
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on("line", (line) => {
        said = (said + `\n${line}`).slice(-5_000);
        const address = /answers at (http:\S+)/.exec(line)?.[1];
        if (address) resolve({ address, pid: child.pid });
      });
    child.once("exit", (code) => reject(new Error(`${command.join(" ")} ended with ${code}:${said}`)));
  });
}

function post(address, query, variables) {
  const body = JSON.stringify({ query, variables });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(`${address}/graphql`, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => (text += part));
      response.once("end", () => (response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode}: ${text}`))));
    });
    sent.once("error", reject).end(body);
  });
}

async function ask(address, query, variables) {
  const { data, errors } = JSON.parse(await post(address, query, variables));
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** The milliseconds of processor time that a process has had, where Linux tells: on a busy machine they say more than a clock. */
function cpuOf(pid) {
  try {
    // after the name, which may have blanks: utime and stime, in hundredths of a second
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return NaN;
  }
}

/** Asks for as long as a round takes. @returns requests a second, the milliseconds of each, and those of the server's processor time. */
async function round({ address, pid, query, variables }, clients, offset) {
  const times = [];
  const cpu = cpuOf(pid);
  const begin = performance.now();
  let next = offset;
  const client = async () => {
    while (performance.now() - begin < ROUND_MS) {
      const sent = performance.now();
      await post(address, query, variables[next++ % variables.length]);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { rate: (times.length * 1000) / (performance.now() - begin), times, cpu: (cpuOf(pid) - cpu) / times.length };
}

async function compare({ name, ours, theirs, variables }, servers) {
  const sides = Object.entries(servers).map(([side, server]) => {
    const [of, key] = side === "@neo4j/graphql" ? [theirs, "theirs"] : [ours, "ours"];
    const asked = { query: of.query, answer: of.answer, variables: variables.map((each) => each[key]) };
    return { side, ...server, ...asked, rates: [], times: [], cpus: [] };
  });
  const few = [...variables.keys()].filter((i) => i % Math.ceil(variables.length / COMPARED) === 0);
  for (const i of few) {
    const answers = [];
    for (const { address, query, answer, variables } of sides) answers.push(answer(await ask(address, query, variables[i])));
    answers.forEach((other, j) => {
      if (!isDeepStrictEqual(other, answers[0]))
        throw new Error(`${sides[j].side} answers otherwise (${name}, ${i}):\n${JSON.stringify(answers[0])}\n${JSON.stringify(other)}`);
    });
  }
  for (let i = -1; i < ROUNDS; i++)
    for (const side of sides) {
      const [many, alone] = [await round(side, CLIENTS, (i + 1) * 137), await round(side, 1, (i + 1) * 71)];
      if (i < 0) continue; // the first round is for warming up
      side.rates.push(many.rate);
      side.cpus.push(many.cpu);
      side.times.push(median(alone.times));
    }
  const peer = sides.find(({ side }) => side === "@neo4j/graphql");
  console.log(`\n${name} (${variables.length} different requests, ${few.length} answers compared):\n`);
  console.log(
    `| | requests a second, ${CLIENTS} clients | times the peer's | p50, one client | the peer's, times as long | its CPU a request |`,
  );
  console.log("|---|---:|---:|---:|---:|---:|");
  for (const { side, rates, times, cpus } of sides) {
    const [rate, time] = [median(rates), median(times)];
    const cells = [
      side,
      Math.round(rate).toLocaleString("en"),
      (rate / median(peer.rates)).toFixed(1),
      `${time.toFixed(2)} ms`,
      (median(peer.times) / time).toFixed(1),
      `${median(cpus).toFixed(2)} ms`,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}

const folder = installPeer();
try {
  const serve = ["dist/cli.js", "serve"];
  const quiet = { PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "error" };
  const servers = {
    "this service on Neo4j": await start(serve, { env: quiet }),
    ...(DIRECTORY && { "this service on SQLite": await start(serve, { env: { ...quiet, NEO4J_URI: "", DATA_DIR: DIRECTORY } }) }),
    "@neo4j/graphql": await start(["peer.mjs"], { cwd: folder }),
  };
  const own = servers["this service on Neo4j"].address;
  for (const question of await questions((query, variables) => ask(own, query, variables))) await compare(question, servers);
} finally {
  children.forEach((child) => child.kill());
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
