/**
 * Graphs that look like the seed's and are as large as wanted. They are made of copies: the first is the seed itself, each
 * further one has all commitments, meetings, documents and milestones anew, some years older, and as many edges of them as
 * the seed has. What many refer to (countries, organizations, themes, series) is there once, so its degrees grow with the
 * data. Some edges of a copy lead elsewhere than in the seed, so that copies hang together and are not alike.
 */
import { createHash } from "node:crypto";

/** The type that is counted, and with it those of which every copy has its own. */
const COUNTED = "Commitment";
const COPIED = [COUNTED, "Meeting", "Document", "Milestone"];

/** The share of a copy's edges that lead elsewhere. */
const REWIRED = 0.3;

/** Over so many years copies are spread: the seed and the last copy are of now, those before it older and older. */
const YEARS = 20;

/** Begins the ids of a copy. In the order of ids they come before those of the seed. */
const prefixOf = (copy) => (copy === 0 ? "" : `${String(copy).padStart(5, "0")}.`);

/**
 * The change set of a graph like a seed's, by the rules of its model: types, to-one relationships and dates are kept, and
 * nothing leads in a circle. It can be gone through many times and holds no more than the seed; to know the revision, it
 * is gone through once here. Linear in the size of what is made.
 * @throws Error when the seed has more commitments than are wanted.
 */
export function lookAlike(model, seed, { commitments, random }) {
  const graph = new LookAlike(model, [...seed.changes], commitments, random);
  const { schemaVersion, revision: _, ...about } = seed.dataset;
  const content = {
    ...about,
    name: `${about.name}, grown to ${commitments} commitments`,
    notice: `This is made up for measurements: all but a first copy of the dataset is chance. ${about.notice}`,
    counts: about.counts.map(({ type, count }) => ({ type, count: graph.countOf(type, count) })),
    shareWithLocator: graph.shareWithLocator(),
  };
  return { dataset: { ...content, schemaVersion, revision: revisionOf(content, graph) }, changes: graph };
}

class LookAlike {
  constructor(model, changes, commitments, random) {
    this.commitments = commitments;
    this.random = random;
    const nodes = changes.filter(({ op }) => op === "node");
    if (nodes.some(({ id }) => id < "1")) throw new Error("an id of the seed comes before those of its copies");
    this.copied = new Set(nodes.filter(({ type }) => COPIED.includes(type)).map(({ id }) => id));
    /** In the order of a change set: nodes by type and id, edges by kind and the node from which they lead. */
    this.types = model.nodes.map(({ name, properties }) => ({
      nodes: nodes.filter(({ type }) => type === name).map((node) => ({ ...node, properties: byName(node.properties) })),
      dates: [...properties.values()].filter(({ type }) => type.name === "PartialDate").map((property) => property.name),
      unique: [...properties.values()].filter(({ unique }) => unique).map((property) => property.name),
    }));
    this.kinds = model.edges.map((kind) => kindOf(kind, changes));
    this.redirects = changes.filter(({ op }) => op === "redirect");

    const counted = nodes.filter(({ type }) => type === COUNTED);
    if (commitments < counted.length) throw new Error(`the seed itself has ${counted.length} commitments; so many or more are wanted`);
    this.copies = Math.ceil(commitments / counted.length);
    /** The commitments that the last copy does not have. */
    this.left = new Set(counted.slice(commitments - (this.copies - 1) * counted.length).map(({ id }) => id));
  }

  /** The changes in the one order of a change set, each made when it is asked for. */
  *[Symbol.iterator]() {
    for (const { nodes, dates, unique } of this.types) {
      for (const copy of this.inOrder()) {
        for (const { op, type, id, properties } of nodes) {
          if (!this.has(copy, id)) continue;
          const own = ownOf(properties, unique, this.copied.has(id) ? copy : 0);
          yield { op, type, id: prefixOf(copy) + id, properties: earlier(own, dates, this.age(copy)) };
        }
      }
    }
    for (const kind of this.kinds) {
      for (const copy of this.inOrder()) {
        for (const [id, edges] of kind.from) if (this.has(copy, id)) yield* this.edges(kind, id, edges, copy);
      }
    }
    yield* this.redirects;
  }

  *inOrder() {
    for (let copy = 1; copy < this.copies; copy++) yield copy;
    yield 0;
  }

  /** How many years older a copy is than the seed. */
  age(copy) {
    return copy === 0 ? 0 : Math.floor(((this.copies - 1 - copy) * YEARS) / (this.copies - 1));
  }

  has(copy, id) {
    return copy === 0 || (this.copied.has(id) && !(copy === this.copies - 1 && this.left.has(id)));
  }

  /** The edges of a kind that lead from a node of a copy. */
  edges(kind, id, edges, copy) {
    const ends = edges.map(({ to, number }) => (this.has(copy, to) ? this.idIn(copy, to) : this.before(copy, to, number)));
    for (const [i, { to, number }] of edges.entries()) {
      if (!this.mayMove(kind, copy) || this.chance(copy, number, 1) >= REWIRED) continue;
      // where dates or circles could go wrong, the same node of an older copy is as right as the copy's own
      const other = kind.isDirected ? to : kind.ends[Math.floor(this.chance(copy, number, 2) * kind.ends.length)];
      const end = this.before(copy, other, number);
      if (!ends.includes(end)) ends[i] = end;
    }
    const from = this.idIn(copy, id);
    return edges
      .map(({ properties }, i) => ({ op: "edge", edge: kind.key, from, to: ends[i], properties }))
      .sort((a, b) => (a.to === b.to ? compareLines(a, b) : a.to < b.to ? -1 : 1));
  }

  /** The seed stays as it is, and before the first copy there is none. */
  mayMove(kind, copy) {
    return copy > 0 && !kind.isOneToOne && !(kind.isDirected && copy === 1);
  }

  idIn(copy, id) {
    return this.copied.has(id) ? prefixOf(copy) + id : id;
  }

  /** The id of a node in some copy before one, which is as old or older; in the seed, if there is none before. */
  before(copy, id, number) {
    return this.idIn(copy < 2 ? 0 : 1 + Math.floor(this.chance(copy, number, 3) * (copy - 1)), id);
  }

  /** A number from 0 to below 1 that follows from the random seed and some whole numbers (the mixing steps are MurmurHash3's). */
  chance(...numbers) {
    let hash = this.random;
    for (const number of numbers) {
      hash = Math.imul((hash ^ number) + 0x6d2b79f5, 0x9e3779b1);
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hash ^= hash >>> 16;
    }
    return (hash >>> 0) / 2 ** 32;
  }

  countOf(type, inSeed) {
    return type === COUNTED ? this.commitments : COPIED.includes(type) ? inSeed * this.copies : inSeed;
  }

  /** As docs/change-sets.md has it: which commitments have a locator is not left to chance. */
  shareWithLocator() {
    const located = [...this.kinds.find(({ key }) => key === "Commitment.statedIn").from].filter(([, edges]) =>
      edges.some(({ properties }) => properties.locator !== null),
    );
    const inLast = located.filter(([id]) => !this.left.has(id)).length;
    return Math.round(((located.length * (this.copies - 1) + inLast) / this.commitments) * 10_000) / 10_000;
  }
}

/** The edges of a kind by the node from which they lead, and what decides where a copy's may lead. */
function kindOf(kind, changes) {
  const from = new Map();
  const ends = [];
  for (const [number, { edge, from: id, to, properties }] of changes.entries()) {
    if (edge !== kind.key) continue;
    if (!from.has(id)) from.set(id, []);
    from.get(id).push({ to, number, properties: byName(properties) });
    ends.push(to);
  }
  const relationship = [...kind.from.relationships.values()].find(({ edges, direction }) => edges === kind && direction === "OUT");
  // a node is an end as often as edges lead to it, so chance gives hubs their share
  return { key: kind.key, from, ends, isOneToOne: relationship.inverse.one, isDirected: kind.acyclic || kind.chronology !== null };
}

/** Properties of which no two nodes may have the same: addresses, told apart by a fragment. */
const ownOf = (properties, unique, copy) =>
  copy === 0 || unique.length === 0
    ? properties
    : Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [
          name,
          unique.includes(name) && value !== null ? `${value}#${prefixOf(copy)}` : value,
        ]),
      );

/** Properties with their dates some years earlier, as precise as they were. */
function earlier(properties, dates, years) {
  if (years === 0) return properties;
  const result = { ...properties };
  for (const name of dates) if (result[name] !== null) result[name] = yearsBefore(result[name], years);
  return result;
}

function yearsBefore(date, years) {
  const year = Number(date.slice(0, 4)) - years;
  const hasLeapDay = new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29;
  const rest = date.endsWith("-02-29") && !hasLeapDay ? "-02-28" : date.slice(4);
  return String(year).padStart(4, "0") + rest;
}

const byName = (record) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** By code point, as bytes of UTF-8 are. */
const compareLines = (a, b) => Buffer.compare(Buffer.from(JSON.stringify(a)), Buffer.from(JSON.stringify(b)));

/** As docs/change-sets.md has it, of changes whose keys are in order. */
function revisionOf(content, changes) {
  const hash = createHash("sha256");
  hash.update(`${JSON.stringify(byName({ ...content, counts: content.counts.map(byName) }))}\n`);
  for (const change of changes) hash.update(`${JSON.stringify(change)}\n`);
  return hash.digest("hex").slice(0, 16);
}
