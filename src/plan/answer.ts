/**
 * The answer to a plan. One read of the store gives it, finished, unless fields in it are computed: then those stand
 * open in what was read, are computed for all the nodes that have them at once, over further reads, and put in.
 */
import { StoreUnavailable, Timeout } from "./errors.js";
import { COUNT_LESS, exceeded, type Limits } from "./limits.js";
import type {
  ComputedField,
  ConnectionField,
  Fields,
  JsonObject,
  ListField,
  NodeField,
  Page,
  Plan,
  Read,
  RootField,
  Selection,
  SummaryField,
} from "./plan.js";
import type { ReadOptions, Store } from "./store.js";

/**
 * Where nodes of a selection may be of several types and something in it is computed, the name of the type is read
 * under this key, which no response can have, and taken out again.
 */
export const TYPE_MARK = " type";

/** So often an answer is begun again because the data became another between its reads. */
const TRIES = 3;

/**
 * All reads of an answer are of one revision.
 * @throws what the store's `read` throws; Timeout also when all reads together took too long; CostLimitExceeded.
 */
export async function answerPlan(
  plan: Plan,
  store: Pick<Store, "read" | "timeoutMs" | "generation">,
  limits: Limits,
  options: ReadOptions = {},
): Promise<string> {
  if (!hasComputed(plan)) return store.read(plan, options);
  const end = performance.now() + store.timeoutMs;
  const spent = { values: 0, counted: 0 };
  const spends = (bound: keyof typeof spent, what: string, smaller: string) => (amount: number) => {
    spent[bound] += amount;
    if (spent[bound] > limits[bound]) throw exceeded(what, spent[bound], bound, limits, smaller);
  };
  const readPlan = async (plan: Plan): Promise<JsonObject> => {
    options.signal?.throwIfAborted();
    if (performance.now() > end) throw new Timeout(store.timeoutMs);
    const data = JSON.parse(await store.read(plan, options)) as Open;
    const gaps = new Gaps();
    gaps.ofRoot(plan, data);
    for (const { answer, places } of gaps.all.values()) {
      const values = await answer(
        places.map(({ id }) => id),
        read,
      );
      places.forEach(({ object, key }, i) => (object[key] = values[i]));
    }
    return data as JsonObject;
  };
  const read: Read = Object.assign(readPlan, {
    writes: spends("values", "or more values that are computed", "Ask for fewer of them, and for each once."),
    counts: spends("counted", "or more nodes to be counted, once for each relationship that is followed", COUNT_LESS),
  });
  for (let tries = 0; tries < TRIES; tries++) {
    const { generation } = store;
    spent.values = spent.counted = 0;
    try {
      const data = await read(plan);
      if (store.generation === generation) return JSON.stringify(data);
    } catch (error) {
      // an algorithm that met two revisions may have tripped over it
      if (store.generation === generation) throw error;
    }
  }
  throw new StoreUnavailable();
}

/** What was read, while it is filled in. */
type Open = { [key: string]: unknown };

interface Place {
  readonly object: Open;
  readonly key: string;
  readonly id: string;
}

/** Places that wait for the same to be computed. */
interface Gap {
  readonly answer: ComputedField["answer"];
  readonly places: Place[];
}

/** What in an answer waits for something computed. */
class Gaps {
  readonly all = new Map<ComputedField | SummaryField, Gap>();

  ofRoot(plan: Plan, data: Open): void {
    for (const [key, field] of plan) {
      if (field.kind === "computed") this.add(field, field.answer, { object: data, key, id: "" });
      else if (field.kind === "lookup") this.ofNode(field.select, data[key] as Open | null);
      else if (field.kind === "lookups") for (const node of data[key] as (Open | null)[]) this.ofNode(field.select, node);
      else if (field.kind === "page") this.ofConnection(field.page, data[key] as Open);
    }
  }

  private ofNode(select: Selection, node: Open | null): void {
    if (node === null) return;
    const fields = select.size === 1 ? [...select.values()][0]! : ofType(select, node[TYPE_MARK] as string);
    delete node[TYPE_MARK];
    for (const [key, field] of fields) {
      if (field.kind === "computed") this.add(field, field.answer, { object: node, key, id: node[key] as string });
      else if (field.kind === "one") this.ofNode(field.select, node[key] as Open | null);
      else if (field.kind === "page") this.ofConnection(field.page, node[key] as Open);
    }
  }

  private ofConnection(page: Page, connection: Open): void {
    for (const [key, part] of page.shape) {
      if (part.kind === "summary")
        this.add(part, (ids, read) => part.answer(page, ids, read), { object: connection, key, id: (connection[key] ?? "") as string });
      if (part.kind === "nodes") for (const node of connection[key] as Open[]) this.ofNode(part.select, node);
      if (part.kind !== "edges") continue;
      for (const [at, field] of part.fields)
        if (field.kind === "node") for (const edge of connection[key] as Open[]) this.ofNode(field.select, edge[at] as Open);
    }
  }

  private add(field: ComputedField | SummaryField, answer: ComputedField["answer"], place: Place): void {
    const gap = this.all.get(field);
    if (gap) gap.places.push(place);
    else this.all.set(field, { answer, places: [place] });
  }
}

const NOTHING: Fields<NodeField> = new Map();
const ofType = (select: Selection, name: string): Fields<NodeField> => [...select].find(([type]) => type.name === name)?.[1] ?? NOTHING;

const known = new WeakMap<Plan, boolean>();

/** Whether anything in a plan is computed. */
function hasComputed(plan: Plan): boolean {
  let computed = known.get(plan);
  if (computed === undefined) known.set(plan, (computed = [...plan.values()].some(isComputed)));
  return computed;
}

function isComputed(field: RootField | NodeField): boolean {
  if (field.kind === "computed") return true;
  if (field.kind === "page") return [...field.page.shape.values()].some(showsComputed);
  return (field.kind === "one" || field.kind === "lookup" || field.kind === "lookups") && selectsComputed(field.select);
}

const selectsComputed = (select: Selection): boolean => [...select.values()].some((fields) => [...fields.values()].some(isComputed));

const showsComputed = (part: ConnectionField | ListField): boolean =>
  part.kind === "summary" ||
  (part.kind === "nodes"
    ? selectsComputed(part.select)
    : part.kind === "edges" && [...part.fields.values()].some((field) => field.kind === "node" && selectsComputed(field.select)));
