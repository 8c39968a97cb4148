/**
 * The life of the database file. It is built under a name of its own beside its place, made durable, and then renamed,
 * so under its own name there is never half a file, whatever ends a process; and who has the old one open keeps it.
 */
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ChangeSet } from "../../dataset/index.js";
import type { Model } from "../../model/index.js";
import { StoreUnavailable } from "../../plan/index.js";
import { build } from "./build.js";
import { driver, RESULT, resultCode, type Database } from "./driver.js";
import { META } from "./names.js";

export const FILE_NAME = "commitments.sqlite";

export interface FileOptions {
  readonly directory: string;
  readonly model: Model;
  readonly stamp: string;
  readonly load: () => ChangeSet | Promise<ChangeSet>;
}

/**
 * Opens the file for reading; builds it first when it is missing, damaged, or not of this stamp.
 * @throws StoreUnavailable with a message for whoever starts the service, when it can be neither read nor built; and
 * whatever `load` throws.
 */
export async function openFile(options: FileOptions): Promise<Database> {
  await driver();
  // a process of another version may put its file in the place at the same moment, hence more than one try
  for (let attempt = 0; attempt < 3; attempt++) {
    const current = await openCurrent(options);
    if (current) return current;
    await buildFile(options);
  }
  throw new StoreUnavailable(`Another version of the service keeps its database in ${options.directory}. Set DATA_DIR to a folder of this one's own.`);
}

/** The file, if it is whole and of this stamp; else null. */
async function openCurrent({ directory, stamp }: FileOptions): Promise<Database | null> {
  const path = join(directory, FILE_NAME);
  if (!isWhole(path)) return null;
  let database: Database | null = null;
  try {
    // nobody ever writes to a file under this name, so SQLite need neither lock it nor look for changes
    database = new (await driver())(`${pathToFileURL(path).href}?immutable=1`, { readOnly: true });
    database.exec("PRAGMA cache_size = -65536; PRAGMA query_only = 1;");
    if (database.prepare(`SELECT stamp FROM ${META}`).get()?.stamp === stamp) return database;
  } catch (error) {
    if (resultCode(error) === null) throw error;
  }
  database?.close();
  return null;
}

/**
 * Whether a file has as many pages as its header says (https://sqlite.org/fileformat.html, section 1.3). That finds what
 * a broken copy leaves and costs nothing at any size; a page that changed on the disk is found when it is read.
 */
function isWhole(path: string): boolean {
  const header = Buffer.alloc(100);
  try {
    const file = openSync(path, "r");
    try {
      if (readSync(file, header, 0, 100, 0) < 100) return false;
    } finally {
      closeSync(file);
    }
    const pageSize = header.readUInt16BE(16);
    return header.toString("latin1", 0, 16) === "SQLite format 3\0" && statSync(path).size === (pageSize === 1 ? 65536 : pageSize) * header.readUInt32BE(28);
  } catch {
    return false;
  }
}

/** Of this process, so that names it left behind in an earlier life with the same number are told apart. */
const PROCESS = `${hostname().replaceAll(".", "-")}.${process.pid}.${randomBytes(6).toString("hex")}`;
let built = 0;

async function buildFile({ directory, model, stamp, load }: FileOptions): Promise<void> {
  const path = join(directory, FILE_NAME);
  const building = join(directory, `${FILE_NAME}.${PROCESS}.${++built}.building`);
  const changes = await load();
  try {
    mkdirSync(directory, { recursive: true });
    removeLeftovers(directory);
    const database = new (await driver())(building);
    try {
      build(database, model, changes, stamp);
    } finally {
      database.close();
    }
    sync(building, "r+");
    renameSync(building, path);
    if (process.platform !== "win32") sync(directory, "r"); // Windows has no directories to sync
  } catch (error) {
    rmSync(building, { force: true });
    throw explained(error, directory);
  }
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const HOUR = 3_600_000;

/** Removes what processes left that were ended while they built: those that are gone from this host, or have not written for an hour. */
function removeLeftovers(directory: string): void {
  for (const entry of readdirSync(directory)) {
    const [, host, pid, token] = /^commitments\.sqlite\.([^.]+)\.(\d+)\.([0-9a-f]+)\.\d+\.building$/.exec(entry) ?? [];
    if (host === undefined || `${host}.${pid}.${token}` === PROCESS) continue;
    const path = join(directory, entry);
    const gone = `${host}.` === PROCESS.slice(0, host.length + 1) && (Number(pid) === process.pid || !isAlive(Number(pid)));
    if (gone || !existsSync(path) || Date.now() - statSync(path).mtimeMs > HOUR) rmSync(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** An error of the file system or of SQLite, in words for whoever starts the service; others as they are. */
function explained(error: unknown, directory: string): unknown {
  const system = (error as NodeJS.ErrnoException).code ?? "";
  const result = resultCode(error);
  const full = ["ENOSPC", "EDQUOT", "EFBIG"].includes(system) || result === RESULT.FULL;
  const closed =
    ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT", "EBUSY"].includes(system) || (result !== null && [RESULT.CANTOPEN, RESULT.READONLY, RESULT.PERM].includes(result as never));
  const message = full
    ? `There is no room for the database in ${directory}. Make room, or set DATA_DIR to a folder on another disk.`
    : closed
      ? `The database cannot be written in ${directory}. Set DATA_DIR to a folder in which the service may write.`
      : result === null
        ? null
        : `The database could not be built in ${directory}. Set DATA_DIR to a folder on a disk that is in order.`;
  return message === null ? error : Object.assign(new StoreUnavailable(message), { cause: error });
}
