/** Fills a database file from a change set. */
import { firstDay, fold, type Model, type Property, type Type, type Value } from "../../model/index.js";
import type { Change, ChangeSet, EdgeChange, NodeChange } from "../../dataset/index.js";
import { searchTextOf, typeToken, VocabularyWriter } from "../../plan/index.js";
import type { Database, Statement } from "./driver.js";
import {
  columnOf,
  EDGE_KEY,
  edgeTableOf,
  formsOf,
  ID,
  META,
  NODE_KEY,
  NODE_TYPE,
  REDIRECT,
  SEARCH,
  SEARCH_TYPE,
  SOURCE_KEY,
  tableOf,
  TARGET_KEY,
} from "./names.js";
import { indexes, tables } from "./schema.js";
import { bound, quoted, type Bound } from "./sql.js";

/**
 * Writes a whole revision into an empty database: tables, rows, indexes, the planner's statistics, and last the stamp.
 * It takes no care of crashes, since the file bears its name only when it is whole (file.ts).
 * @throws Error when the change set names a type or an id that is not there.
 */
export function build(database: Database, model: Model, changes: ChangeSet, stamp: string): void {
  // not OFF: the drivers open databases in the defensive mode, in which that is refused without a word
  database.exec(
    "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;",
  );
  database.exec(tables(model));
  database.exec("BEGIN");
  const writer = new Writer(database, model);
  for (const change of changes.changes) writer.write(change);
  const vocabulary = writer.search.end();
  database.exec("COMMIT");
  database.exec(indexes(model));
  const [broken] = database.prepare("PRAGMA foreign_key_check").all();
  if (broken) throw new Error(`a row of ${String(broken.table)} refers to a node that is not in ${String(broken.parent)}`);
  database.exec("ANALYZE");
  insertInto(database, META, ["stamp", "dataset", "vocabulary"]).run(stamp, JSON.stringify(changes.dataset), vocabulary);
}

class Writer {
  private readonly keys = new Map<string, bigint>();
  private readonly nodes: ReadonlyMap<string, (key: bigint, change: NodeChange) => void>;
  private readonly edges: ReadonlyMap<string, (source: bigint, target: bigint, change: EdgeChange) => void>;
  private readonly redirect: Statement;
  readonly search: SearchWriter;

  constructor(
    database: Database,
    private readonly model: Model,
  ) {
    this.search = new SearchWriter(database);
    this.nodes = new Map(model.nodes.map((type) => [type.name, nodeWriter(database, type)]));
    this.edges = new Map(
      model.edges.map((edges) => {
        const properties = [...edges.properties.values()];
        const insert = insertInto(database, edgeTableOf(edges), [EDGE_KEY, SOURCE_KEY, TARGET_KEY, ...columns(properties)]);
        let key = 0n;
        return [edges.key, (source, target, change) => insert.run(++key, source, target, ...row(properties, change.properties))];
      }),
    );
    this.redirect = insertInto(database, REDIRECT, ["id", "target_id"]);
  }

  write(change: Change): void {
    if (change.op === "node") {
      const write = this.nodes.get(change.type);
      if (!write) throw new Error(`${change.id}: the model has no node type ${change.type}`);
      if (this.keys.has(change.id)) throw new Error(`two nodes have the id ${change.id}`);
      const key = BigInt(this.keys.size + 1);
      this.keys.set(change.id, key);
      write(key, change);
      this.search.add(this.model.type(change.type), key, change);
    } else if (change.op === "edge") {
      const write = this.edges.get(change.edge);
      if (!write) throw new Error(`${change.from}: the model has no edges ${change.edge}`);
      write(this.keyOf(change.from), this.keyOf(change.to), change);
    } else {
      this.redirect.run(change.id, change.to);
    }
  }

  private keyOf(id: string): bigint {
    const key = this.keys.get(id);
    if (key === undefined) throw new Error(`an edge refers to ${id}, which is no node before it in the change set`);
    return key;
  }
}

/** Writes the index of searches. Its rows are to be in the order of ids, so they are gathered first. */
class SearchWriter {
  private readonly vocabulary = new VocabularyWriter();
  private readonly insert: Statement;

  constructor(private readonly database: Database) {
    database.exec(`CREATE TEMP TABLE gathered (${SEARCH_COLUMNS.map(quoted).join(", ")})`);
    this.insert = insertInto(database, "gathered", SEARCH_COLUMNS);
  }

  add(type: Type, key: bigint, { id, properties }: NodeChange): void {
    const text = searchTextOf(type, { ...properties, id });
    if (!text) return;
    this.vocabulary.add(type, text);
    this.insert.run(id, key, typeToken(type), text.names, text.texts);
  }

  /** Fills the index. Gives the vocabulary. */
  end(): string {
    const columns = SEARCH_COLUMNS.map(quoted).join(", ");
    this.database.exec(`INSERT INTO ${quoted(SEARCH)} (${columns}) SELECT ${columns} FROM gathered ORDER BY id;
      INSERT INTO ${quoted(SEARCH)} (${quoted(SEARCH)}) VALUES ('optimize');
      DROP TABLE gathered`);
    return this.vocabulary.text;
  }
}

const SEARCH_COLUMNS = [ID, NODE_KEY, SEARCH_TYPE, "names", "texts"];

/** Writes a node into its type's table and into those of the type's interfaces. */
function nodeWriter(database: Database, type: Type): (key: bigint, change: NodeChange) => void {
  const inserts = [...type.interfaces, type].map((table) => {
    const properties = [...table.properties.values()];
    const own = table.kind === "interface" ? [NODE_TYPE] : [];
    return {
      properties,
      own: own.map(() => type.name),
      statement: insertInto(database, tableOf(table), [NODE_KEY, ...own, ...columns(properties)]),
    };
  });
  return (key, change) => {
    const values = { ...change.properties, id: change.id };
    for (const { statement, properties, own } of inserts) statement.run(key, ...own, ...row(properties, values));
  };
}

const columns = (properties: readonly Property[]): string[] => properties.flatMap((p) => formsOf(p).map((form) => columnOf(p, form)));

function row(properties: readonly Property[], values: Readonly<Record<string, Value>>): Bound[] {
  return properties.flatMap((property) => {
    const value = values[property.name] ?? null;
    return formsOf(property).map((form) =>
      bound(value === null || form === "value" ? value : form === "folded" ? fold(value as string) : firstDay(value as string)),
    );
  });
}

function insertInto(database: Database, table: string, names: readonly string[]): Statement {
  return database.prepare(`INSERT INTO ${quoted(table)} (${names.map(quoted).join(", ")}) VALUES (${names.map(() => "?").join(", ")})`);
}
