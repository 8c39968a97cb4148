/** The life of the file: whatever happens, what is served is whole, or a message says what to do. */
import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test as it } from "@jest/globals";
import type { ChangeSet } from "../../../src/dataset/index.js";
import { StoreUnavailable, type Store } from "../../../src/plan/index.js";
import { openSqlite, type SqliteLogEntry, type SqliteOptions } from "../../../src/stores/sqlite/index.js";
import { exitOf, NODES, startProcess, testKills } from "./kills.js";
import { Oracle } from "./oracle.js";
import { ids, page, pageInfo, plan, shape, typeOf } from "./pages.js";
import { Random, randomGraph } from "./random.js";
import { smallModel } from "./small-model.js";

const FILE = "commitments.sqlite";
const everyone = plan(
  page(typeOf("Being"), {
    size: 10_000,
    shape: shape({
      nodes: { kind: "nodes", select: ids(typeOf("Being")) },
      totalCount: { kind: "totalCount" },
      info: pageInfo("hasNextPage"),
    }),
  }),
);

const graph = (nodes: number): ChangeSet => {
  const { dataset, changes } = randomGraph(smallModel, new Random(1), nodes);
  return { dataset, changes: [...changes] };
};
const small = graph(50);
const answer = new Oracle(smallModel, small).answer(everyone);

let directory: string;
let loads: number;
const opened: Store[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sqlite-file-"));
  loads = 0;
});

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function open(options: Partial<SqliteOptions> = {}): Promise<Store> {
  const load = () => {
    loads++;
    return small;
  };
  const store = await openSqlite({ directory, model: smallModel, stamp: "1", load, deadlineMs: 20_000, ...options });
  opened.push(store);
  return store;
}

const path = () => join(directory, FILE);
const files = () => readdirSync(directory);

describe("a start", () => {
  it("builds the file, and the next one opens it and loads nothing", async () => {
    expect(await (await open()).read(everyone)).toBe(answer);
    expect(files()).toEqual([FILE]);
    const { mtimeMs, ino } = statSync(path());
    const store = await open();
    expect(await store.read(everyone)).toBe(answer);
    expect([store.revision, loads, statSync(path()).mtimeMs, statSync(path()).ino]).toEqual(["r", 1, mtimeMs, ino]);
    await store.ready();
  });

  it("with another stamp builds anew, and who has the old file open keeps it", async () => {
    const old = await open();
    const other = graph(80);
    const now = await open({ stamp: "2", load: () => other });
    expect(await now.read(everyone)).toBe(new Oracle(smallModel, other).answer(everyone));
    expect(await old.read(everyone)).toBe(answer);
    await open();
    expect(loads).toBe(2);
  });

  const damage: Record<string, () => void> = {
    "is empty": () => truncateSync(path(), 0),
    "was cut off": () => truncateSync(path(), statSync(path()).size - 4096),
    "was cut off within its header": () => truncateSync(path(), 50),
    "is something else": () => writeFileSync(path(), "no database at all".repeat(1000)),
    "has a page of something else": () => overwrite(path(), 4096 * 3, 4096),
    "has another schema": () => overwrite(path(), 100, 2000),
  };
  it.each(Object.entries(damage))("with a file that %s builds it anew", async (_, spoil) => {
    await (await open()).close();
    spoil();
    expect(await (await open()).read(everyone)).toBe(answer);
    expect(loads).toBe(2);
  });

  it("whose data cannot be loaded fails with that very error, and leaves nothing", async () => {
    const fault = new Error("the seed has a fault");
    await expect(open({ load: () => Promise.reject(fault) })).rejects.toBe(fault);
    await expect(
      open({
        load: () => ({ dataset: small.dataset, changes: [{ op: "edge", edge: "Place.broader", from: "a", to: "b", properties: {} }] }),
      }),
    ).rejects.toThrow("refers to a");
    expect(files()).toEqual([]);
  });

  it("in a folder that cannot be written says which setting to change, before it loads anything", async () => {
    writeFileSync(join(directory, "file"), "");
    const start = open({ directory: join(directory, "file", "data") });
    await expect(start).rejects.toThrow(StoreUnavailable);
    await expect(start).rejects.toThrow(/cannot be written in .*data\. Set DATA_DIR/);
    expect(loads).toBe(0);
  });

  it("in a folder that no file system can make says so, rather than try for ever", async () => {
    if (process.platform !== "linux") return;
    await expect(open({ directory: "/proc/nowhere/data" })).rejects.toThrow(/cannot be written in \/proc\/nowhere\/data\. Set DATA_DIR/);
  });

  it("in a folder that cannot be written opens a current file", async () => {
    await (await open()).close();
    const made = spawnSync("chattr", ["+i", directory]).status === 0;
    if (!made) return void process.stderr.write("chattr does not work here: a read-only folder was not tried\n");
    try {
      expect(await (await open()).read(everyone)).toBe(answer);
      await expect(open({ stamp: "2" })).rejects.toThrow(/Set DATA_DIR/);
      expect(await (await open()).read(everyone)).toBe(answer);
    } finally {
      spawnSync("chattr", ["-i", directory]);
    }
  });

  it("on a full disk says so, and leaves nothing of it", async () => {
    const disk = join(directory, "disk");
    mkdirSync(disk);
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]).status !== 0)
      return void process.stderr.write("mount does not work here: a full disk was not tried\n");
    try {
      await expect(open({ directory: disk })).rejects.toThrow(/There is no room for the database in .*disk\. Make room, or set DATA_DIR/);
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      spawnSync("umount", [disk]);
    }
  });

  it("removes what killed processes left, and nothing that another one is building", async () => {
    const host = hostname().replaceAll(".", "-");
    const gone = spawnSync(process.execPath, ["-e", "0"]).pid;
    const left = [`${host}.${gone}.0123456789ab.1`, `${host}.${process.pid}.0123456789ab.1`, "elsewhere.1.0123456789ab.1"].map(
      (name) => `${FILE}.${name}.building`,
    );
    const alive = [`${host}.${process.ppid}.0123456789ab.1`, "elsewhere.2.0123456789ab.1"].map((name) => `${FILE}.${name}.building`);
    for (const name of [...left, ...alive]) writeFileSync(join(directory, name), "");
    utimesSync(join(directory, left[2]!), 0, 0);
    await open();
    expect(files().sort()).toEqual([FILE, ...alive].sort());
  });
});

describe("damage that comes later", () => {
  it("is no answer but an error that tells nothing of the inside, and the next start is whole", async () => {
    // more than is looked through when it is opened
    const robots = Array.from(
      { length: 4 },
      (_, i) =>
        ({
          op: "node",
          type: "Robot",
          id: `robot${i}`,
          properties: { name: "", awake: null, made: "2020", group: "x".repeat(3_000_000) },
        }) as const,
    );
    const large = { load: () => ({ dataset: small.dataset, changes: robots }) };
    const log: SqliteLogEntry[] = [];
    const store = await open({ ...large, log: (entry) => log.push(entry) });
    overwrite(path(), 4096, statSync(path()).size - 4096);
    const read = store.read(everyone);
    await expect(read).rejects.toThrow(StoreUnavailable);
    await expect(read).rejects.toThrow(/^The database is not available at the moment/);
    expect(log.at(-1)).toMatchObject({ kind: "error" });
    expect(JSON.parse(await (await open(large)).read(everyone))).toMatchObject({ answer: { totalCount: 4 } });
  });
});

describe("several processes", () => {
  it("that start at once all serve the whole", async () => {
    const children = [1, 2, 3].map(() => startProcess(directory, "1"));
    const here = open({ stamp: "1", load: () => graph(NODES) });
    for (const { child, output } of children) {
      expect([await exitOf(child), output()]).toEqual([0, expect.stringContaining("revision r")]);
    }
    const expected = new Oracle(smallModel, graph(NODES)).answer(everyone);
    expect(await (await here).read(everyone)).toBe(expected);
    expect(await (await open({ load: () => Promise.reject(new Error("it is current")) })).read(everyone)).toBe(expected);
    expect(files()).toEqual([FILE]);
  });
});

testKills(10);

function overwrite(file: string, from: number, length: number): void {
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(Math.min(length, readFileSync(file).length - from), 0xa5), 0, undefined, from);
  closeSync(handle);
}
