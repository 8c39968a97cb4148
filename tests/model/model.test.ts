import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { EdgeProperties, InterfaceType, NodeType, Property, Relationship } from "../../src/model/declare.js";
import { compareText, firstDay, fold, ID, Int, lastDay, model, Model, Node, PartialDate, Text } from "../../src/model/index.js";

const declared = { description: "x", implements: [Node] };

describe("a model", () => {
  test("refuses a name that is declared twice, on the type or by an inverse from elsewhere", () => {
    @NodeType(declared)
    class Target extends Node {
      @Property(Text, "x") sources!: string;
    }
    @NodeType(declared)
    class Source extends Node {
      @Relationship({ type: "TO", to: () => Target, description: "x", inverse: { name: "sources", description: "x" } }) targets!: Target[];
    }
    expect(() => new Model([Source, Target])).toThrow("Target.sources is declared twice");
  });

  test("refuses reserved names, orders by what cannot be ordered by, and types that are not declared", () => {
    @NodeType(declared)
    class Reserved extends Node {
      @Property(Text, "x") edge!: string;
    }
    expect(() => new Model([Reserved])).toThrow("Reserved.edge: this name is reserved");

    @NodeType({ ...declared, order: [{ plain: "ASC" }] })
    class Unsortable extends Node {
      @Property(Text, "x") plain!: string;
    }
    expect(() => new Model([Unsortable])).toThrow("Unsortable: cannot be ordered by plain");

    class Undeclared {}
    expect(() => new Model([Undeclared])).toThrow("Undeclared is not declared as a type");
  });

  test("puts the inverse of a relationship to an interface on everything that implements it", () => {
    @InterfaceType({ description: "x", implements: [Node] })
    abstract class Party extends Node {}
    @NodeType({ ...declared, implements: [Party] })
    class Person extends Party {}
    @EdgeProperties({ description: "x" })
    class Signs {
      @Property(Int, "x", { sortable: true }) place!: number;
    }
    @NodeType(declared)
    class Treaty extends Node {
      @Relationship({
        type: "SIGNED_BY",
        to: () => Party,
        properties: () => Signs,
        description: "x",
        inverse: { name: "treaties", description: "x", order: [{ edge: { place: "DESC" } }] },
      })
      parties!: Party[];
    }
    const small = new Model([Person, Treaty]);
    const treaties = small.type("Person").relationships.get("treaties")!;
    expect(treaties).toBe(small.type("Party").relationships.get("treaties"));
    expect(treaties).toMatchObject({
      direction: "IN",
      owner: small.type("Party"),
      target: small.type("Treaty"),
      order: [{ by: "edge", direction: "DESC" }],
    });
    expect(small.type("Party").concretes).toEqual([small.type("Person")]);
  });

  test("has a fingerprint that changes with what is stored, and with nothing else", () => {
    const build = (description: string, nullable: boolean) => {
      @NodeType({ description, implements: [Node] })
      class Thing extends Node {
        @Property(Text, description, { nullable }) name!: string;
      }
      return new Model([Thing]).fingerprint;
    };
    expect(build("a", false)).toBe(build("b", false));
    expect(build("a", false)).not.toBe(build("a", true));
  });

  test("lists every file of src/model that declares a node type", () => {
    const infrastructure = ["actor", "declare", "index", "model", "node", "partial-date", "scalars", "text", "words"];
    const files = readdirSync("src/model")
      .map((f) => f.replace(".ts", ""))
      .filter((f) => !infrastructure.includes(f));
    const types = model.nodes.map((t) => t.name.replace(/(?<=[a-z])[A-Z]/g, "-$&").toLowerCase());
    expect(types.sort()).toEqual(files.sort());
  });
});

describe("partial dates", () => {
  test.each(["2021", "2021-01", "2021-01-22", "2024-02-29", "2000-02-29"])("%s is one", (date) =>
    expect(PartialDate.fault(date)).toBeNull(),
  );
  test.each([
    "21",
    "2021-1",
    "2021-13",
    "2021-00",
    "2021-02-29",
    "1900-02-29",
    "2021-04-31",
    "0000",
    "2021-01-22T00:00",
    " 2021",
    2021,
    null,
  ])("%s is none", (date) => expect(PartialDate.fault(date)).toEqual(expect.any(String)));
  test.each([
    ["2021", "2021-01-01", "2021-12-31"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2023-02", "2023-02-01", "2023-02-28"],
    ["2021-04", "2021-04-01", "2021-04-30"],
    ["2021-01-22", "2021-01-22", "2021-01-22"],
  ])("%s lasts from %s to %s", (date, first, last) => expect([firstDay(date), lastDay(date)]).toEqual([first, last]));
});

describe("text", () => {
  test.each([
    ["Việt Nam", "viet nam"],
    ["ĐÀ NẴNG", "da nang"],
    ["İSTANBUL", "istanbul"],
    ["ısı", "isi"],
    ["Straße", "strasse"],
    ["STRASSE", "strasse"],
    ["ὈΔΥΣΣΕΎΣ", "οδυσσευσ"],
    ["ประเทศไทย", "ประเทศไทย"],
  ])("%s folds to %s", (text, folded) => expect(fold(text)).toBe(folded));

  test("is compared by code point", () => {
    const sorted = ["", "a", "ab", "b", "é", "\uE000", "\uFFEE", "\u{1F600}", "\u{1F600}a", "\u{10FFFF}"];
    expect([...sorted].reverse().sort(compareText)).toEqual(sorted);
  });

  test("and ids are refused where they would not survive", () => {
    for (const text of ["\uD800", "a\uDC00b", "a\0b", 7]) expect(Text.fault(text)).toEqual(expect.any(String));
    for (const id of ["", "a b", "-a", "ä", "a/b", "a".repeat(121)]) expect(ID.fault(id)).toEqual(expect.any(String));
    for (const id of ["VN", "adm2025-ea-3-2", "5g-6g"]) expect(ID.fault(id)).toBeNull();
  });
});
