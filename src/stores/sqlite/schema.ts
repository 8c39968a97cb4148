/** The form of the database file, derived from the model. */
import type { EdgeType, Model, Property, Type } from "../../model/index.js";
import {
  columnOf,
  EDGE_KEY,
  edgeTableOf,
  formsOf,
  META,
  NODE_KEY,
  NODE_TYPE,
  ID,
  REDIRECT,
  SEARCH,
  SEARCH_TYPE,
  SOURCE_KEY,
  sortColumnOf,
  tableOf,
  TARGET_KEY,
} from "./names.js";
import { quoted } from "./sql.js";

interface Line {
  readonly definition: string;
  readonly comment?: string;
}

const DERIVED = {
  folded: "without case and accents, for comparison.",
  day: "as the earliest day that it can mean, for comparison and order.",
};

/**
 * The whole schema as SQL text, with the model's descriptions as comments; `schema/sqlite.sql` shows it.
 * @throws Error when two names of the model would be one name to SQLite, which does not tell capitals from small letters.
 */
export const sqliteSchema = (model: Model): string =>
  `-- The SQLite file that the service reads, derived from the model. Keys are numbers of this file alone; ids are stable.\n\n${tables(model)}\n\n${indexes(model)}\n`;

/** The tables alone, for loading. */
export function tables(model: Model): string {
  const all = [
    ...model.types.map((type) => ({ name: tableOf(type), comment: type.description, lines: typeLines(type) })),
    ...model.edges.map((edges) => ({ name: edgeTableOf(edges), comment: edgeComment(edges), lines: edgeLines(edges) })),
    { name: REDIRECT, comment: "Ids that were renamed. Look-ups by id follow them, filters do not.", lines: REDIRECT_LINES },
    { name: META, comment: "One row, about the file as a whole.", lines: META_LINES },
  ];
  refuseTwins(
    "tables",
    all.map((t) => t.name),
  );
  for (const t of all)
    refuseTwins(
      `columns of ${t.name}`,
      t.lines.filter((l) => l.definition.startsWith('"')).map((l) => l.definition.split(" ")[0]!),
    );
  return [...all.map((t) => createTable(t.name, t.comment, t.lines)), SEARCH_TABLE].join("\n\n");
}

/** The tokens hold nothing but letters and digits (src/model/words.ts), and so `ascii` cuts them at blanks alone. */
const SEARCH_TABLE = `-- The words of every node that searches look in, a row a node, in the order of ids: those that name it, and the others.
CREATE VIRTUAL TABLE ${quoted(SEARCH)} USING fts5(${quoted(ID)} UNINDEXED, ${quoted(NODE_KEY)} UNINDEXED, ${quoted(SEARCH_TYPE)}, "names", "texts", tokenize = 'ascii', columnsize = 0);`;

/** The indexes alone, for when the tables are filled. */
export function indexes(model: Model): string {
  const create = (name: string, table: string, columns: readonly string[]) =>
    `CREATE INDEX ${quoted(name)} ON ${quoted(table)} (${columns.map(quoted).join(", ")});`;
  const orders = model.types.flatMap((type) =>
    [...type.properties.values()]
      .filter((p) => p.sortable && p.name !== "id")
      .flatMap((p) => [
        create(`${tableOf(type)}_by_${p.name}`, tableOf(type), [sortColumnOf(p), "id"]),
        ...(p.type.name === "PartialDate"
          ? [create(`${tableOf(type)}_by_${p.name}_written`, tableOf(type), [columnOf(p, "value"), "id"])]
          : []),
      ]),
  );
  const ends = model.edges.flatMap((edges) => {
    const table = edgeTableOf(edges);
    const rest = [...edges.properties.values()].flatMap((p) => formsOf(p).map((form) => columnOf(p, form)));
    return [
      create(`${table}_by_source`, table, [SOURCE_KEY, TARGET_KEY, ...rest]),
      create(`${table}_by_target`, table, [TARGET_KEY, SOURCE_KEY, ...rest]),
    ];
  });
  return [
    "-- One for each property by which nodes can be ordered; the id makes the order total.",
    ...orders,
    "",
    "-- Both ends of every relationship. They hold all columns, so that the tables themselves are not read.",
    ...ends,
  ].join("\n");
}

function typeLines(type: Type): Line[] {
  const [first, ...more] = type.interfaces.map((i) => `REFERENCES ${quoted(tableOf(i))} (${quoted(NODE_KEY)})`);
  return [
    { definition: `${quoted(NODE_KEY)} INTEGER PRIMARY KEY${first ? ` ${first}` : ""}`, comment: "Unique over the whole graph." },
    ...(type.kind === "interface"
      ? [
          {
            definition: `${quoted(NODE_TYPE)} TEXT NOT NULL`,
            comment: `The node's type, and the table that has all of it: ${type.concretes.map((c) => c.name).join(", ")}.`,
          },
        ]
      : []),
    ...propertyLines(type.properties),
    ...more.map((reference) => ({ definition: `FOREIGN KEY (${quoted(NODE_KEY)}) ${reference}` })),
  ];
}

function edgeLines({ from, to, properties }: EdgeType): Line[] {
  const end = (column: string, type: Type) => ({
    definition: `${quoted(column)} INTEGER NOT NULL REFERENCES ${quoted(tableOf(type))} (${quoted(NODE_KEY)})`,
  });
  return [
    { definition: `${quoted(EDGE_KEY)} INTEGER PRIMARY KEY` },
    end(SOURCE_KEY, from),
    end(TARGET_KEY, to),
    ...propertyLines(properties),
  ];
}

function edgeComment(edges: EdgeType): string {
  const relationship = [...edges.from.relationships.values()].find((r) => r.edges === edges && r.direction === "OUT");
  return `${edges.type}, from ${edges.from.name} to ${edges.to.name}. ${relationship?.description ?? ""}`;
}

/** The columns of properties: as written first, then what is derived from them. */
function propertyLines(properties: ReadonlyMap<string, Property>): Line[] {
  const lines = [...properties.values()].flatMap((property) => {
    const type = property.type.name === "Int" || property.type.name === "Boolean" ? "INTEGER" : "TEXT";
    const constraints = `${property.nullable ? "" : " NOT NULL"}${property.name === "id" ? " UNIQUE" : ""}`;
    const values = property.type.kind === "enum" ? ` One of ${Object.keys(property.type.values).join(", ")}.` : "";
    return formsOf(property).map((form) => ({
      form,
      definition: `${quoted(columnOf(property, form))} ${type}${constraints}`,
      comment: form === "value" ? property.description + values : `${property.name} ${DERIVED[form]}`,
    }));
  });
  return [...lines.filter((l) => l.form === "value"), ...lines.filter((l) => l.form !== "value")];
}

const REDIRECT_LINES: Line[] = [
  { definition: '"id" TEXT NOT NULL PRIMARY KEY', comment: "The old id." },
  { definition: '"target_id" TEXT NOT NULL', comment: "The id in use." },
];

const META_LINES: Line[] = [
  {
    definition: '"stamp" TEXT NOT NULL',
    comment: "Of what data, model and form of file this was built; the service builds it anew when it differs.",
  },
  { definition: '"dataset" TEXT NOT NULL', comment: "What the dataset says of itself, as JSON." },
  {
    definition: '"vocabulary" TEXT NOT NULL',
    comment: "Every word of the index of searches, with the number of nodes that have it, and what has several names; as JSON.",
  },
];

function createTable(name: string, comment: string, lines: readonly Line[]): string {
  const body = lines.map(
    ({ definition, comment }, i) => `  ${definition}${i < lines.length - 1 ? "," : ""}${comment ? ` ${sqlComment(comment)}` : ""}`,
  );
  return `CREATE TABLE ${quoted(name)} ( ${sqlComment(comment)}\n${body.join("\n")}\n) STRICT;`;
}

const sqlComment = (text: string): string => `-- ${text.replace(/\s+/g, " ").trim()}`;

function refuseTwins(what: string, names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) throw new Error(`SQLite cannot tell the ${what} ${twin} and ${name} apart; rename one in the model`);
    seen.set(name.toLowerCase(), name);
  }
}
