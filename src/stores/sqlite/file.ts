/**
 * The life of the database file. It is built under a name of its own beside its place, made durable, and then renamed,
 * so under its own name there is never half a file, whatever ends a process; and who has the old one open keeps it.
 */
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
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
  throw new StoreUnavailable(
    `Another version of the service keeps its database in ${options.directory}. Set DATA_DIR to a folder of this one's own.`,
  );
}

/** The file, if it is whole and of this stamp; else null. */
async function openCurrent({ directory, stamp }: FileOptions): Promise<Database | null> {
  const path = join(directory, FILE_NAME);
  if (!isWhole(path)) return null;
  let database: Database | null = null;
  try {
    // nobody ever writes to a file under this name, so SQLite need neither lock it nor look for changes
    database = new (await driver())(`${pathToFileURL(path).href}?immutable=1`, { readOnly: true });
    // temp_store: a statement with ten sorted lists or more would spend most of its time on opening temporary files
    database.exec("PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA query_only = 1;");
    if (database.prepare(`SELECT stamp FROM ${META}`).get()?.stamp === stamp && isSound(database, path)) return database;
  } catch (error) {
    if (resultCode(error) === null) throw error;
  }
  database?.close();
  return null;
}

/**
 * Whether a file has as many pages as its header says (https://sqlite.org/fileformat.html, section 1.3). That finds what
 * a broken copy leaves, and costs nothing at any size.
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
    return (
      header.toString("latin1", 0, 16) === "SQLite format 3\0" &&
      statSync(path).size === (pageSize === 1 ? 65536 : pageSize) * header.readUInt32BE(28)
    );
  } catch {
    return false;
  }
}

/** A file up to this size is looked through when it is opened: some 3 ms for each megabyte. */
const LOOKED_THROUGH_BYTES = 16 * 1024 * 1024;

function isSound(database: Database, path: string): boolean {
  return statSync(path).size > LOOKED_THROUGH_BYTES || database.prepare("PRAGMA quick_check(1)").get()?.quick_check === "ok";
}

/** Takes a file away that proved to be damaged, so that the next start builds it anew. */
export function discardFile(directory: string): void {
  rmSync(join(directory, FILE_NAME), { force: true });
}

/** Of this process, so that names it left behind in an earlier life with the same number are told apart. */
const PROCESS = `${hostname().replaceAll(".", "-")}.${process.pid}.${randomBytes(6).toString("hex")}`;
let built = 0;

/** Not by `mkdir`'s own recursion, which in Node goes round for ever where a file system says that there is no such place (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // another process may have made it meanwhile
  }
}

async function buildFile({ directory, model, stamp, load }: FileOptions): Promise<void> {
  const path = join(directory, FILE_NAME);
  const building = join(directory, `${FILE_NAME}.${PROCESS}.${++built}.building`);
  // before the data is loaded, which takes longer than to find out that there is no place for it
  explaining(directory, () => {
    makeFolder(directory);
    removeLeftovers(directory);
    closeSync(openSync(building, "wx"));
  });
  try {
    const [Database, changes] = [await driver(), await load()];
    explaining(directory, () => {
      const database = new Database(building);
      try {
        build(database, model, changes, stamp);
      } finally {
        database.close();
      }
      sync(building, "r+");
      // Windows refuses this while another process has the old file open: then that one is to be stopped first
      renameSync(building, path);
      if (process.platform !== "win32") sync(directory, "r"); // there, directories cannot be synced either
    });
  } finally {
    rmSync(building, { force: true });
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

/** Does work on the folder; an error of the file system or of SQLite comes out in words for whoever starts the service. */
function explaining(directory: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const message = explanation(error, directory);
    throw message === null ? error : Object.assign(new StoreUnavailable(message), { cause: error });
  }
}

const NO_ROOM = ["ENOSPC", "EDQUOT", "EFBIG"];
const NO_ACCESS = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT", "EBUSY", "EISDIR", "ENOTEMPTY"];

function explanation(error: unknown, directory: string): string | null {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const result = resultCode(error);
  if (NO_ROOM.includes(code) || result === RESULT.FULL)
    return `There is no room for the database in ${directory}. Make room, or set DATA_DIR to a folder on another disk.`;
  if (NO_ACCESS.includes(code) || result === RESULT.CANTOPEN || result === RESULT.READONLY || result === RESULT.PERM) {
    return `The database cannot be written in ${directory}. Set DATA_DIR to a folder in which the service may write.`;
  }
  return result === null ? null : `The database could not be built in ${directory}. Set DATA_DIR to a folder on a disk that is in order.`;
}
