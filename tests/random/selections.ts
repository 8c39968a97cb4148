/**
 * Random selection sets, by walking the output types of the schema. A response key may stand in several places of one
 * selection (merged fields, fragments); whether it may, and with which arguments, is kept in scopes, so that what
 * comes out is valid (GraphQL specification, section 5.3.2).
 */
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  print,
  type ArgumentNode,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { Model, Relationship, Type } from "../../src/model/index.js";
import type { Data } from "./data.js";
import type { Dice } from "./dice.js";
import type { Filters } from "./filters.js";
import type { Focus, OperatorFocus, RelationshipFocus } from "./focus.js";
import { argument, type FollowUp, type Pages, type PageWish } from "./pages.js";
import type { Variables } from "./values.js";

type Fielded = GraphQLObjectType | GraphQLInterfaceType;
type AnyField = GraphQLField<unknown, unknown>;

/** A field that stands under a response key. */
interface Entry {
  readonly parent: GraphQLCompositeType;
  readonly field: AnyField;
  readonly args: readonly ArgumentNode[];
  readonly size: number;
  readonly inner: Scope;
}

/** The fields of one object of the answer, by response key. */
type Scope = Map<string, Entry[]>;

/** How many relationships may still be nested, and how many objects there can be here. */
interface Place {
  readonly depth: number;
  readonly many: number;
  readonly fragments: number;
}

const MANY = 999;

/** Keeps answers small, and below the service's own bound. */
const MOST_NODES = 300;
/** How many selections a query has, about: small ones are quick and easy to read, large ones find what needs much at once. */
const SIZES = [3, 3, 3, 3, 3, 3, 10, 10, 10, 25];
const DEEPEST_FRAGMENT = 3;

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
const isConnection = (type: GraphQLCompositeType) => "getFields" in type && "pageInfo" in type.getFields();
const areExclusive = (a: GraphQLCompositeType, b: GraphQLCompositeType) => a !== b && isObjectType(a) && isObjectType(b);
const plainTypename: FieldNode = { kind: Kind.FIELD, name: name("__typename") };

export class Selections {
  readonly fragments: FragmentDefinitionNode[] = [];
  readonly followUps: FollowUp[] = [];
  private left: number;
  private aliases = 0;

  constructor(
    private readonly dice: Dice,
    private readonly schema: GraphQLSchema,
    private readonly model: Model,
    private readonly data: Data,
    private readonly filters: Filters,
    private readonly pages: Pages,
    private readonly variables: Variables,
  ) {
    this.left = dice.of(SIZES);
  }

  root(focus: Focus): SelectionSetNode {
    const query = this.schema.getQueryType()!;
    const scope: Scope = new Map();
    const place = { depth: this.dice.int(1, 4), many: 1, fragments: 0 };
    const set = this.set(query, scope, place);
    const focused = [this.focusedField(query, focus.relationship, scope, place), this.focusedTest(query, focus.operator)];
    if (this.dice.chance(0.3)) focused.push(this.focusedComputed(query, scope, place));
    if (this.dice.chance(0.2)) focused.push(this.field(query, query.getFields().search!, scope, place));
    if (this.dice.chance(0.2)) focused.push(this.field(query, query.getFields().coverage!, scope, place));
    if (this.dice.chance(0.4)) focused.push(this.focusedFilter(query, focus.relationship, scope, place));
    return { ...set, selections: this.dice.some([...set.selections, ...focused], MANY) };
  }

  /** A node, if possible one that has such edges, and the relationship as its field. */
  private focusedField(query: GraphQLObjectType, focus: RelationshipFocus, scope: Scope, place: Place): FieldNode {
    const { type, relationship, orderBy } = focus;
    const object = this.schema.getType(type.name) as GraphQLObjectType;
    const nodes = this.data.nodes(type).map(({ node }) => node);
    const having = nodes.filter((node) => node.linksOf(relationship).length > 0);
    const id = having.length > 0 ? this.dice.of(having).id : this.id(type);
    return this.fieldOf(query, type, id, object.getFields()[relationship.name]!, scope, place, { orderBy });
  }

  /** A node, and a field of it that no property or relationship is behind. */
  private focusedComputed(query: GraphQLObjectType, scope: Scope, place: Place): FieldNode {
    const all = this.model.nodes.flatMap((type) =>
      Object.values((this.schema.getType(type.name) as GraphQLObjectType).getFields())
        .filter(({ name }) => !type.properties.has(name) && !type.relationships.has(name))
        .map((field) => ({ type, field })),
    );
    const { type, field } = this.dice.of(all);
    return this.fieldOf(query, type, this.id(type), field, scope, place, {});
  }

  /** A node by its id, and one field of it. */
  private fieldOf(
    query: GraphQLObjectType,
    type: Type,
    id: string,
    field: AnyField,
    scope: Scope,
    place: Place,
    wish: PageWish,
  ): FieldNode {
    const object = this.schema.getType(type.name) as GraphQLObjectType;
    const inner: Scope = new Map();
    const key = this.freshAlias("a");
    const args = [argument("id", this.variables.valueNode(id, query.getFields()[type.singular]!.args[0]!.type))];
    const selection = this.field(object, field, inner, place, wish);
    scope.set(key, [{ parent: query, field: query.getFields()[type.singular]!, args, size: 1, inner }]);
    return {
      kind: Kind.FIELD,
      name: name(type.singular),
      alias: name(key),
      arguments: args,
      selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
    };
  }

  /** A list of nodes, filtered by the relationship. */
  private focusedFilter(query: GraphQLObjectType, { type, relationship }: RelationshipFocus, scope: Scope, place: Place): FieldNode {
    return this.field(query, query.getFields()[type.plural!]!, scope, place, { filterBy: relationship });
  }

  /** A list of nodes, filtered by an operator and nothing else: nothing can hide what it lets through. */
  private focusedTest(query: GraphQLObjectType, choices: OperatorFocus): FieldNode {
    const focus = this.dice.of(choices);
    const field = query.getFields()[focus.type.plural!]!;
    const { type } = field.args.find((a) => a.name === "where")!;
    const where = this.filters.test(type as GraphQLInputObjectType, focus);
    const leaf = (leafName: string): FieldNode => ({ kind: Kind.FIELD, name: name(leafName) });
    const nodes: FieldNode = { ...leaf("nodes"), selectionSet: { kind: Kind.SELECTION_SET, selections: [leaf("id")] } };
    return {
      kind: Kind.FIELD,
      name: name(field.name),
      alias: name(this.freshAlias("a")),
      arguments: [argument("where", this.variables.valueNode(where, type)), argument("first", { kind: Kind.INT, value: "200" })],
      selectionSet: { kind: Kind.SELECTION_SET, selections: [leaf("totalCount"), nodes] },
    };
  }

  private set(type: Fielded, scope: Scope, place: Place): SelectionSetNode {
    const count = this.dice.of(isConnection(type) ? [1, 1, 1, 1, 1, 2, 2, 2, 2, 3] : [1, 1, 2, 2, 2, 2, 3, 3, 3, 4]);
    const selections = this.dice.times(count, () => this.selection(type, scope, place)).flat();
    // without it graphql-js could not tell the type when it completes the answer again
    if (isAbstractType(type) && this.dice.chance(0.85)) selections.push(plainTypename);
    return { kind: Kind.SELECTION_SET, selections };
  }

  private selection(type: Fielded, scope: Scope, place: Place): SelectionNode[] {
    this.left--;
    const fields = Object.values(type.getFields());
    const leaves = fields.filter((f) => !isCompositeType(getNamedType(f.type)));
    const isRoot = type === this.schema.getQueryType();
    const mayNest = this.left > 0 && (isRoot || !this.model.has(type.name) || (place.depth > 0 && place.many <= MOST_NODES));
    const nested = mayNest
      ? fields.filter((f) => !leaves.includes(f)).flatMap((f) => (this.hasEdgeProperties(type, f) ? [f, f] : [f]))
      : [];
    const fragmentWeight = place.fragments < DEEPEST_FRAGMENT && this.left > 0 ? (isAbstractType(type) ? 8 : 2) : 0;
    const choice = this.dice.weighted([
      [leaves.length > 0 ? 6 : 0, "leaf"],
      [nested.length > 0 ? 10 : 0, "nested"],
      [fragmentWeight, "fragment"],
      [1, "typename"],
    ]);
    if (choice === "fragment") return this.fragment(type, scope, place);
    if (choice === "typename")
      return [{ ...plainTypename, alias: this.dice.chance(0.5) ? name(this.freshAlias("a")) : undefined, directives: this.directives() }];
    return [this.field(type, this.dice.of(choice === "leaf" ? leaves : nested), scope, place)];
  }

  /** Relationships whose edges say something have more to go wrong, and are fewer. */
  private hasEdgeProperties(type: Fielded, field: AnyField): boolean {
    if (!this.model.has(type.name)) return false;
    const relationship = this.model.type(type.name).relationships.get(field.name);
    return relationship === undefined || relationship.edges.properties.size > 0; // what is computed is still fewer
  }

  private freshAlias = (kind: "a" | "page") => `${kind}${this.aliases++}`;

  private field(parent: Fielded, field: AnyField, scope: Scope, place: Place, wish: PageWish = {}): FieldNode {
    const follows = isConnection(getNamedType(field.type) as GraphQLCompositeType) && this.dice.chance(0.2);
    const key = follows ? this.freshAlias("page") : wish.filterBy ? this.freshAlias("a") : this.key(parent, field, scope);
    const entries = scope.get(key) ?? [];
    const same = entries.find((e) => !areExclusive(e.parent, parent));
    const entry: Entry = same ?? {
      parent,
      field,
      ...this.arguments(parent, field, place, follows ? key : null, wish),
      inner: entries[0]?.inner ?? new Map(),
    };
    scope.set(key, [...entries, { ...entry, parent }]);

    const type = getNamedType(field.type);
    let selectionSet: SelectionSetNode | undefined;
    if (isCompositeType(type)) {
      const isRelationship = this.model.has(parent.name);
      selectionSet = this.set(type as Fielded, entry.inner, {
        depth: place.depth - (isRelationship ? 1 : 0),
        many: place.many * entry.size,
        fragments: 0,
      });
      if (follows) selectionSet = { ...selectionSet, selections: [...selectionSet.selections, this.cursors()] };
    }
    return {
      kind: Kind.FIELD,
      name: name(field.name),
      alias: key === field.name ? undefined : name(key),
      arguments: entry.args,
      directives: this.directives(),
      selectionSet,
    };
  }

  /** A response key under which a field may stand: its name, a key where it stands already, or a new one. */
  private key(parent: Fielded, field: AnyField, scope: Scope): string {
    const fits = (key: string) => {
      const entries = scope.get(key) ?? [];
      const merged = entries.filter((e) => !areExclusive(e.parent, parent));
      const asAsked = new Set(merged.map((e) => e.args.map(print).join()));
      return asAsked.size <= 1 && entries.every((e) => e.field.name === field.name && String(e.field.type) === String(field.type));
    };
    const keys = [field.name, ...[...scope.keys()].filter((key) => scope.get(key)![0]!.field.name === field.name)].filter(fits);
    return keys.length > 0 && this.dice.chance(0.75) ? this.dice.of(keys) : this.freshAlias("a");
  }

  private arguments(
    parent: Fielded,
    field: AnyField,
    place: Place,
    followKey: string | null,
    wish: PageWish,
  ): { args: ArgumentNode[]; size: number } {
    if (field.args.length === 0) return { args: [], size: 1 };
    const [only] = field.args;
    if (field.args.length === 1 && only!.name === "id")
      return { args: [argument("id", this.variables.valueNode(this.id(this.typeOf(field)), only!.type))], size: 1 };
    if (field.args.length === 1 && only!.name === "ids") {
      const ids = this.dice.times(this.dice.int(0, 6), () => this.id(this.typeOf(field)));
      return { args: [argument("ids", this.variables.valueNode(ids, only!.type))], size: ids.length };
    }
    const relationship: Relationship | null = this.model.has(parent.name)
      ? (this.model.type(parent.name).relationships.get(field.name) ?? null)
      : null;
    const most = Math.floor(MOST_NODES / place.many);
    if (!relationship && !this.model.types.some((t) => parent === this.schema.getQueryType() && t.plural === field.name)) {
      const page = this.pages.computed(field, most, followKey, this.model);
      this.followUps.push(...page.followUps);
      return { args: page.arguments, size: page.size };
    }
    const target = relationship?.target ?? this.model.types.find((t) => t.plural === field.name);
    if (!target) throw new Error(`it is not known how to choose arguments for ${parent.name}.${field.name}`);
    const page = this.pages.choose(field, target, relationship, most, followKey, wish);
    this.followUps.push(...page.followUps);
    return { args: page.arguments, size: page.size };
  }

  private typeOf = (field: AnyField): Type => this.model.type(getNamedType(field.type).name);

  private id(type: Type): string {
    const any = this.model.type("Node");
    const pool = this.dice.weighted([
      [12, this.data.nodes(type)],
      [1, this.data.nodes(any)],
      [1, []],
    ]);
    const redirects = [...this.data.graph.redirects.keys()];
    if (redirects.length > 0 && this.dice.chance(0.1)) return this.dice.of(redirects);
    return pool.length > 0 ? this.dice.of(pool).node.id : this.dice.of(["nothing", "", "Việt Nam"]);
  }

  private fragment(type: Fielded, scope: Scope, place: Place): SelectionNode[] {
    const overlapping = Object.values(this.schema.getTypeMap()).filter((t): t is Fielded => this.overlaps(t as Fielded, type));
    const condition = this.dice.of(overlapping);
    const selectionSet = this.set(condition, scope, { ...place, fragments: place.fragments + 1 });
    const typeCondition = { kind: Kind.NAMED_TYPE, name: name(condition.name) } as const;
    if (this.dice.chance(0.5)) {
      const bare = condition === type && this.dice.chance(0.5);
      return [{ kind: Kind.INLINE_FRAGMENT, typeCondition: bare ? undefined : typeCondition, directives: this.directives(), selectionSet }];
    }
    const fragment = name(`F${this.fragments.length}`);
    this.fragments.push({ kind: Kind.FRAGMENT_DEFINITION, name: fragment, typeCondition, selectionSet });
    const spread = () => ({ kind: Kind.FRAGMENT_SPREAD, name: fragment, directives: this.directives() }) as const;
    return this.dice.chance(0.2) ? [spread(), spread()] : [spread()];
  }

  private overlaps(a: Fielded, b: Fielded): boolean {
    if (!isCompositeType(a) || !("getFields" in a) || a.name.startsWith("__")) return false;
    const types = (t: Fielded) => (isAbstractType(t) ? this.schema.getPossibleTypes(t) : [t]);
    return types(a).some((t) => types(b).includes(t));
  }

  private directives(): DirectiveNode[] {
    return (["include", "skip"] as const).flatMap((directive) => {
      if (!this.dice.chance(0.05)) return [];
      const shown = this.dice.chance(0.7);
      const type = this.schema.getDirective(directive)!.args[0]!.type;
      const value = shown === (directive === "include");
      const node = this.dice.chance(0.6) ? this.variables.variable(value, type) : ({ kind: Kind.BOOLEAN, value } as const);
      return [{ kind: Kind.DIRECTIVE, name: name(directive), arguments: [argument("if", node)] }];
    });
  }

  /** The cursors of a page, at its edges or in its pageInfo. */
  private cursors(): FieldNode {
    const field = (field: string, ...inner: FieldNode[]): FieldNode => ({
      kind: Kind.FIELD,
      name: name(field),
      selectionSet: inner.length > 0 ? { kind: Kind.SELECTION_SET, selections: inner } : undefined,
    });
    return this.dice.chance(0.5) ? field("edges", field("cursor")) : field("pageInfo", field("startCursor"), field("endCursor"));
  }
}
