/** The curated dataset itself: it has no faults, and what its README says of it is true. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { changeSet, checkChangeSet, checkSeed, fromNdjson, loadSeed, toNdjson, withSummary } from "../../src/dataset/index.js";
import { model } from "../../src/model/index.js";
import { folderOf } from "./small.js";

const started = performance.now();
const { faults, notes, counts } = checkSeed("seed", model);
const took = performance.now() - started;
const seed = loadSeed("seed", model);
const edges = (edge: string, from?: string) => seed.edges.filter((e) => e.edge === edge && (from === undefined || e.from === from));
const readme = readFileSync("seed/README.md", "utf8");

test("is without faults; its notes are milestones before their commitment's date", () => {
  expect(faults).toEqual([]);
  expect(notes.filter(({ message }) => !message.startsWith("`commitment` leads from"))).toEqual([]);
});

test("is read in good time", () => {
  // a second and a half is the aim on a machine with nothing else to do; the bound here only catches what is badly off
  expect(took).toBeLessThan(6_000);
});

test("has what it is said to have", () => {
  expect(Object.fromEntries(counts.map(({ type, count }) => [type, count]))).toMatchObject({
    Commitment: 1038,
    Meeting: 184,
    Document: 1065,
    Milestone: 411,
    Theme: 55,
    Country: 21,
    Organization: 78,
  });
  expect(changeSet(seed, "1.0.0").dataset.shareWithLocator).toBeGreaterThan(0.96);
});

test("the article of 9 February 2026 gives at least 24 commitments, each with its paragraph", () => {
  const stated = edges("Commitment.statedIn").filter(({ to }) => to === "vietnam-vn-2026-02-09");
  expect(new Set(stated.map(({ from }) => from)).size).toBeGreaterThanOrEqual(24);
  expect(stated.filter(({ properties }) => !/^para \d+$/.test(String(properties.locator)))).toEqual([]);
});

describe("members, series and attendance", () => {
  test("member states are members of asean since their accession", () => {
    const since = Object.fromEntries(edges("Country.memberOf").map(({ from, properties }) => [from, properties.since]));
    expect(Object.keys(since)).toHaveLength(11);
    expect(since).toMatchObject({ VN: "1995-07-28", TL: "2025-10-26" });
  });

  test("ADGMIN succeeds TELMIN, and starts anew", () => {
    expect(edges("MeetingSeries.predecessor", "series-adgmin").map(({ to }) => to)).toEqual(["series-telmin"]);
    expect(edges("Meeting.previous", "adgmin-6").map(({ to }) => to)).toEqual(["adgmin-5"]);
    expect(edges("Meeting.previous", "adgmin-1")).toEqual([]);
  });

  test("a meeting and the one before it are of one series; every series is one chain", () => {
    const seriesOf = new Map(edges("Meeting.series").map(({ from, to }) => [from, to]));
    expect(edges("Meeting.previous").filter(({ from, to }) => seriesOf.get(from) !== seriesOf.get(to))).toEqual([]);
    expect(edges("Meeting.previous")).toHaveLength(seriesOf.size - new Set(seriesOf.values()).size);
  });

  test("attendees are members from the day of their accession, and not before", () => {
    const since = new Map(edges("Country.memberOf").map(({ from, properties }) => [from, String(properties.since)]));
    const start = new Map(
      seed.nodes.filter(({ type }) => type === "Meeting").map(({ id, properties }) => [id, String(properties.startDate)]),
    );
    const wrong = edges("Meeting.attendees").filter(({ from, to, properties }) => {
      const member = to === "asean" || (since.has(to) && since.get(to)! <= start.get(from)!);
      return properties.capacity !== "OBSERVER" && (properties.capacity === "MEMBER") !== member;
    });
    expect(wrong).toEqual([]);
  });
});

test("as lines of a change set it is read again, without faults", () => {
  const set = changeSet(seed, "1.0.0");
  expect(checkChangeSet(fromNdjson(toNdjson(set)), model)).toEqual([]);
});

describe("the README", () => {
  test("has current counts (npm run validate -- --write-readme)", () => {
    expect(withSummary(readme, seed)).toBe(readme);
  });

  test("shows how to add a meeting, in ten lines that can be loaded", () => {
    const example = /## Adding a meeting[\s\S]*?```yaml\n([\s\S]*?)```/.exec(readme)![1]!;
    expect(example.trimEnd().split("\n").length).toBeLessThanOrEqual(10);
    // beside the example only what it refers to, so that the whole seed need not be read again
    const beside = [
      "meetings:\n  - { id: adgmin-7, title: x, series: series-adgmin, reportedIn: [x] }\n",
      "documents: [{ id: x, title: x, kind: REPORT }]\nallMeetingSeries: [{ id: series-adgmin, name: x }]\n",
      readFileSync("seed/dataset.yaml", "utf8"),
    ];
    for (const id of ["adgmin-7", "series-adgmin"]) expect(seed.nodes.map((node) => node.id)).toContain(id);
    const loaded = loadSeed(
      folderOf({ "example.yaml": example, ...Object.fromEntries(beside.map((yaml, index) => [`${index}.yaml`, yaml])) }),
      model,
    );
    expect(loaded.nodes.map(({ id }) => id)).toContain("adgmin-8");
  });
});
