/** What somebody would write who builds this API by hand: Apollo Server and resolvers, with a store in memory or in SQLite. */
import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import DataLoader from "dataloader";

const typeDefs = readFileSync("schema/schema.graphql", "utf8");
const typeOf = { Actor: { __resolveType: ({ type }) => type }, Node: { __resolveType: ({ type }) => type } };
const connection = (edges) => ({ edges, nodes: edges.map(({ node }) => node) });

/** The last day that a date can mean, as far as comparing it with first days goes. */
const lastDay = (date) => (date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date);

async function start(resolvers, contextOf) {
  const server = new ApolloServer({
    typeDefs,
    resolvers: { ...resolvers, ...typeOf },
    nodeEnv: "production",
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled()],
  });
  await server.start();
  return { server, context: async () => contextOf() };
}

/** Ordinary resolvers over objects in memory, which lie there in the right order already. */
export function inMemory(commitments) {
  const byId = new Map(commitments.map((c) => [c.id, c]));
  return start(
    {
      Query: {
        commitment: (_, { id }) => byId.get(id) ?? null,
        commitments: (_, { where, first }) => {
          const until = lastDay(where.madeOn.lte);
          const nodes = [];
          for (const node of commitments) {
            if (node.day !== null && node.day <= until) nodes.push(node);
            if (nodes.length === first) break;
          }
          return connection(nodes.map((node) => ({ node })));
        },
      },
      Commitment: {
        parties: ({ parties }) => connection(parties),
        themes: ({ themes }) => connection(themes),
        statedIn: ({ statedIn }) => connection(statedIn),
      },
    },
    () => ({}),
  );
}

/** Resolvers with DataLoader, which asks SQLite once for each list of a page. */
export function withDataLoader(database) {
  const columns = { parties: "e.role", themes: "e.rank", statedIn: "e.locator" };
  const order = {
    parties: "e.role, n.name, n.id",
    themes: "e.rank, n.id",
    statedIn: "n.issuedOn_day IS NULL, n.issuedOn_day, n.id, e.locator IS NULL, e.locator",
  };
  const tables = { parties: "Actor", themes: "Theme", statedIn: "Document" };
  const one = database.prepare("SELECT * FROM Commitment WHERE id = ?");
  const page = database.prepare("SELECT * FROM Commitment WHERE madeOn_day <= ? ORDER BY madeOn_day DESC, id DESC LIMIT ?");
  const statements = new Map();
  const prepared = (sql) => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = database.prepare(sql)));
    return statement;
  };
  const marks = (keys) => keys.map(() => "?").join(",");

  const loaders = () => ({
    madeAt: new DataLoader(async (keys) => {
      const sql = `SELECT e.source_key AS k, n.* FROM Commitment_madeAt e JOIN Meeting n ON n.node_key = e.target_key WHERE e.source_key IN (${marks(keys)})`;
      const found = new Map(
        prepared(sql)
          .all(...keys)
          .map((row) => [row.k, row]),
      );
      return keys.map((key) => found.get(key) ?? null);
    }),
    ...Object.fromEntries(
      Object.keys(tables).map((name) => [
        name,
        new DataLoader(async (keys) => {
          const type = tables[name] === "Actor" ? "n.node_type AS type, " : "";
          const sql = `SELECT e.source_key AS k, ${type}${columns[name]} AS value, n.* FROM Commitment_${name} e JOIN ${tables[name]} n ON n.node_key = e.target_key WHERE e.source_key IN (${marks(keys)}) ORDER BY ${order[name]}`;
          const found = new Map(keys.map((key) => [key, []]));
          for (const row of prepared(sql).all(...keys)) found.get(row.k).push({ [columns[name].slice(2)]: row.value, node: row });
          return keys.map((key) => found.get(key).slice(0, 20));
        }),
      ]),
    ),
  });
  const list =
    (name) =>
    async ({ node_key }, _args, context) =>
      connection(await context.loaders[name].load(node_key));
  return start(
    {
      Query: {
        commitment: (_, { id }) => one.get(id) ?? null,
        commitments: (_, { where, first }) => connection(page.all(lastDay(where.madeOn.lte), first).map((node) => ({ node }))),
      },
      Commitment: {
        madeAt: ({ node_key }, _args, context) => context.loaders.madeAt.load(node_key),
        parties: list("parties"),
        themes: list("themes"),
        statedIn: list("statedIn"),
      },
    },
    () => ({ loaders: loaders() }),
  );
}
