import { describe, expect, test as it } from "@jest/globals";
import { Model, model, NodeType, PropertyOf as Property, RelationshipOf as Relationship, Text } from "../../../src/model/index.js";
import { driver } from "../../../src/stores/sqlite/driver.js";
import { sqliteSchema } from "../../../src/stores/sqlite/index.js";
import { smallModel } from "./small-model.js";

describe("the schema", () => {
  it.each([
    ["the model", model],
    ["a small one", smallModel],
  ])("of %s is SQL, and its references are in order", async (_, of) => {
    const database = new (await driver())(":memory:");
    database.exec("PRAGMA foreign_keys = ON");
    database.exec(sqliteSchema(of));
    expect(database.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
    // tables of FTS5, and those that it keeps its index in, cannot be strict
    const loose =
      "SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT' AND name NOT LIKE 'node_search%'";
    expect(database.prepare(loose).get()!.n).toBe(0);
    for (const type of of.types) {
      const columns = database.prepare(`SELECT name FROM pragma_table_info('${type.name}')`).all();
      expect(columns.map((c) => c.name)).toEqual(expect.arrayContaining(["node_key", ...type.properties.keys()]));
    }
    database.close();
  });

  it("says what everything means, in one line each", () => {
    class Thing {
      id!: string;
      note!: string;
      next!: Thing;
    }
    Property(Text, "A note\n; DROP TABLE x; --")(Thing.prototype, "note");
    Relationship({
      type: "NEXT",
      to: () => Thing,
      description: "What comes next.",
      inverse: { name: "before", description: "What came before." },
    })(Thing.prototype, "next");
    NodeType({ description: "A thing." })(Thing);
    const schema = sqliteSchema(new Model([Thing]));
    expect(schema).toContain('"note" TEXT NOT NULL, -- A note ; DROP TABLE x; --\n');
    expect(schema).toContain("-- NEXT, from Thing to Thing. What comes next.\n");
  });

  it("is refused for names that SQLite cannot tell apart", () => {
    class Twins {}
    Property(Text, "One.")(Twins.prototype, "url");
    Property(Text, "The other.")(Twins.prototype, "URL");
    NodeType({ description: "Twins." })(Twins);
    expect(() => sqliteSchema(new Model([Twins]))).toThrow(/columns of Twins.*"url".*"URL"/);
  });
});
