import { expect, test } from "@jest/globals";
import fc from "fast-check";
import neo4j from "neo4j-driver";
import { compareText, model, type Property, type Value } from "../../../src/model/index.js";
import { sortKeyOf, storedProperties } from "../../../src/stores/neo4j/stored.js";

const title = model.type("Commitment").properties.get("title")!;
const publisher = model.type("Document").properties.get("publisher")!;
const text = fc.string({
  unit: fc.constantFrom("a", "~", " ", "\u0001", "\ud7ff", "\ue000", "\uffee", "\ufffe", "\uffff", "\u{10000}", "\u{1f600}", "\u{10ffff}"),
  maxLength: 5,
});
const byUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

test.each([title, publisher])("keys of $name stand by code point and by UTF-16 unit as their texts do by code point", (property) => {
  const key = (value: string) => sortKeyOf(property, "node")!.of(value) as string;
  fc.assert(
    fc.property(text, text, (a, b) => {
      const wanted = Math.sign(compareText(a, b));
      expect(Math.sign(byUnit(key(a), key(b)))).toBe(wanted);
      expect(Math.sign(compareText(key(a), key(b)))).toBe(wanted);
    }),
    { numRuns: 2_000 },
  );
});

test("the key of a missing text is above all others, or below them where the order descends", () => {
  const missing = storedProperties([publisher], { publisher: null }, "node") as Record<string, string>;
  fc.assert(
    fc.property(text, (value) => {
      for (const [direction, name, sign] of [
        ["ASC", "__publisherKey", -1],
        ["DESC", "__publisherKeyDesc", 1],
      ] as const) {
        const key = sortKeyOf(publisher, "node", direction)!.of(value) as string;
        expect([byUnit(key, missing[name]!), compareText(key, missing[name]!)].map(Math.sign)).toEqual([sign, sign]);
      }
    }),
  );
});

test("beside a property stands what is compared, and nothing where its value is its own", () => {
  const of = (type: string, values: Record<string, Value>) => {
    const properties = Object.keys(values).map((name): Property => model.type(type).properties.get(name)!);
    return storedProperties(properties, values, "node");
  };
  expect(of("Commitment", { title: "Đà Nẵng" })).toEqual({ title: "Đà Nẵng", __titleKey: "Đà Nẵng", __titleFolded: "da nang" });
  expect(of("Commitment", { kind: "TARGET", madeOn: "2021-02" })).toEqual({
    kind: "TARGET",
    madeOn: "2021-02",
    __madeOnKey: "2021-02-01",
    __madeOnKeyDesc: "2021-02-01",
  });
  expect(of("Commitment", { madeOn: null, dueYear: null })).toEqual({
    madeOn: null,
    __madeOnKey: "~",
    __madeOnKeyDesc: "",
    dueYear: null,
    __dueYearKey: neo4j.int(2 ** 31),
    __dueYearKeyDesc: neo4j.int(-(2 ** 31) - 1),
  });
  expect(of("Document", { publisher: "x", url: null })).toEqual({
    publisher: "x",
    __publisherKey: " x",
    __publisherKeyDesc: " x",
    __publisherFolded: "x",
    url: null,
  });
});

test("every property of an edge has a key, since orders of edges end with all of them", () => {
  const since = model.type("Country").relationships.get("memberOf")!.edges.properties.get("since")!;
  expect(storedProperties([since], { since: null }, "edge")).toEqual({ since: null, __sinceKey: "~", __sinceKeyDesc: "" });
});
