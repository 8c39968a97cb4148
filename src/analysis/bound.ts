/**
 * Who is bound by what. A country is bound by what it promised itself, as a party or in the lead, and by what ASEAN
 * promised while the country was a member; who only supports a promise is not bound by it. Dates are as precise as their
 * sources, so whether ASEAN promised before or after an accession is sometimes left open: then it is uncertain.
 */
import { firstDay, lastDay, type Model, type Relationship, type Type } from "../model/index.js";
import { ALL, and, NONE, or, showPages, type Filter, type JsonObject, type PageWithValues, type Read, type ToStep } from "../plan/index.js";
import { canBeFrom, missing, ofEdge, ofNode, some, test } from "./filters.js";
import { countAll, edgesOf, neighbours, selectionOf } from "./neighbours.js";

/** The organization whose promises bind its members. */
const ASEAN = "asean";
const BINDING = ["PARTY", "LEAD"];

/** Whether an edge of parties, or of its inverse, leads to the node of an id and binds. */
const bindingEdge = (relationship: Relationship, id: string): Filter =>
  and([test(ofNode(relationship.target, "id"), "eq", id), test(ofEdge(relationship, "role"), "in", BINDING)]);

/** Whether what was promised on a date certainly binds who acceded on another. */
const isCertainlyBound = (madeOn: string | null, since: string | null): boolean =>
  madeOn !== null && since !== null && firstDay(madeOn) >= lastDay(since);

/** Whether it may bind them. */
const mayBeBound = (madeOn: string | null, since: string | null): boolean =>
  madeOn === null || since === null || firstDay(since) <= lastDay(madeOn);

interface Connection {
  readonly edges: readonly JsonObject[];
}

export class Bound {
  private readonly commitment: Type;
  private readonly country: Type;
  private readonly parties: Relationship;
  private readonly memberOf: Relationship;

  constructor(model: Model) {
    this.commitment = model.type("Commitment");
    this.country = model.type("Country");
    this.parties = this.commitment.relationships.get("parties")!;
    this.memberOf = this.country.relationships.get("memberOf")!;
  }

  /**
   * The commitments that bind each of some countries, as pages. One read, one for each country, and one where they are counted.
   * @throws CostLimitExceeded when they are to be counted for more countries than the bound `counted` allows.
   */
  async boundBy(page: PageWithValues, countries: readonly string[], uncertain: boolean, read: Read): Promise<JsonObject[]> {
    if ([...page.shape.values()].some(({ kind }) => kind === "totalCount"))
      read.counts(countries.length * LOOKS * (await countAll(this.commitment, read)));
    const memberships = await neighbours(this.country, countries, [this.memberOf], [], MOST_MEMBERSHIPS, read);
    const accessions = countries.map((id) => memberships.get(id)!.flatMap((m) => (m.id === ASEAN ? [m.edge.since as string | null] : [])));
    return showPages(
      page,
      countries.map((id, n) => this.binding(id, accessions[n]!, uncertain)),
      (n) => selectionOf(this.commitment, ["madeOn"], [["direct", edgesOf(this.parties, [], 1, bindingEdge(this.parties, countries[n]!))]]),
      (n, node) => {
        const madeOn = node.madeOn as string | null;
        return values((node.direct as unknown as Connection).edges.length > 0, madeOn, accessions[n]!);
      },
      read,
    );
  }

  /** The countries that each of some commitments binds, as pages. Two reads, and one for each commitment. */
  async boundCountries(page: PageWithValues, commitments: readonly string[], uncertain: boolean, read: Read): Promise<JsonObject[]> {
    const binding = edgesOf(this.parties, [], MOST_PARTIES, test(ofEdge(this.parties, "role"), "in", BINDING));
    const select = selectionOf(this.commitment, ["madeOn"], [["binding", binding]]);
    const { made } = await read(new Map([["made", { kind: "lookups", type: this.commitment, ids: commitments, select }]]));
    const facts = (made as unknown as readonly { madeOn: string | null; binding: Connection }[]).map(({ madeOn, binding }) => {
      return { madeOn, by: [...new Set(binding.edges.map(({ node }) => (node as unknown as { id: string }).id))] };
    });
    const members = await this.members(read);
    const binds = uncertain ? mayBeBound : isCertainlyBound;
    const bound = facts.map(({ madeOn, by }) => {
      const together = by.includes(ASEAN) ? [...members].filter(([, accessions]) => accessions.some((since) => binds(madeOn, since))) : [];
      return [...new Set([...by, ...together.map(([id]) => id)])];
    });
    return showPages(
      page,
      // no id is empty: what binds none is asked like all others, so that a store has one statement to plan
      bound.map((ids) => test(ofNode(this.country, "id"), "in", ids.length > 0 ? ids : [""])),
      () => selectionOf(this.country, ["id"]),
      (n, { id }) => values(facts[n]!.by.includes(id as string), facts[n]!.madeOn, members.get(id as string) ?? []),
      read,
    );
  }

  /** The members of ASEAN, each with its accessions. One read. */
  async members(read: Read): Promise<Map<string, (string | null)[]>> {
    const { inverse } = this.memberOf;
    const members = new Map<string, (string | null)[]>();
    for (const { id, edge } of (await neighbours(inverse.owner, [ASEAN], [inverse], [], MOST_MEMBERSHIPS, read)).get(ASEAN)!)
      members.set(id, [...(members.get(id) ?? []), edge.since as string | null]);
    return members;
  }

  /** Of commitments: they bind a country that acceded so. */
  binding(country: string, accessions: readonly (string | null)[], uncertain: boolean): Filter {
    return or([this.direct(country), this.collective(accessions, uncertain)]);
  }

  /** Of commitments: they bind who acceded so, for ASEAN made them. */
  collective(accessions: readonly (string | null)[], uncertain: boolean): Filter {
    return and([this.direct(ASEAN), or(accessions.map((since) => this.madeInTime(since, uncertain)))]);
  }

  /** Along the edges of those whom a commitment binds since they made it. */
  get directly(): ToStep {
    return { kind: "to", relationship: this.parties, target: this.country, where: test(ofEdge(this.parties, "role"), "in", BINDING) };
  }

  private direct(actor: string): Filter {
    return some(this.parties, bindingEdge(this.parties, actor));
  }

  /** Of commitments: made when one who acceded on a day was a member. */
  private madeInTime(since: string | null, uncertain: boolean): Filter {
    if (since === null) return uncertain ? ALL : NONE;
    const madeOn = ofNode(this.commitment, "madeOn");
    if (!uncertain) return test(madeOn, "gte", lastDay(since));
    return or([missing(madeOn), canBeFrom(madeOn, firstDay(since))]);
  }
}

/** What is looked at to know whether a commitment binds a country: itself and its parties. */
const LOOKS = 2;

/** So many parties of a commitment are looked through. */
const MOST_PARTIES = 5_000;

/** So many memberships of a country or of ASEAN are looked through. */
const MOST_MEMBERSHIPS = 1_000;

/** What an edge says. What a country promised itself binds it whatever the dates. */
function values(isDirect: boolean, madeOn: string | null, accessions: readonly (string | null)[]): JsonObject {
  const isCertain = isDirect || accessions.some((since) => isCertainlyBound(madeOn, since));
  return { through: isDirect ? "DIRECT" : "COLLECTIVE", since: madeOn, certainty: isCertain ? "CERTAIN" : "UNCERTAIN" };
}
