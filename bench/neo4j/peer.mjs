/**
 * An API on the same graph as somebody would make it with @neo4j/graphql: type definitions, and Apollo Server over HTTP.
 * It is run from a folder that has its packages (install.mjs), and prints its address.
 */
import { createServer } from "node:http";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

/** What the two questions need of the model. The sort key is the one that we order by: with it, missing dates come last for both. */
const typeDefs = /* GraphQL */ `
  type Commitment @node {
    id: ID!
    title: String!
    statement: String!
    kind: String!
    status: String!
    madeOn: String
    madeOnKey: String! @alias(property: "__madeOnKeyDesc")
    madeAt: [Meeting!]! @relationship(type: "MADE_AT", direction: OUT)
    themes: [Theme!]! @relationship(type: "ADDRESSES", direction: OUT)
    outputs: [Document!]! @relationship(type: "DELIVERED_BY", direction: OUT)
    milestones: [Milestone!]! @relationship(type: "OF", direction: IN)
    buildsOn: [Commitment!]! @relationship(type: "BUILDS_ON", direction: OUT)
  }
  type Meeting @node {
    id: ID!
    title: String!
  }
  type Theme @node {
    id: ID!
    label: String!
  }
  type Document @node {
    id: ID!
    title: String!
    url: String
  }
  type Milestone @node {
    id: ID!
    date: String
    status: String!
  }
`;

const { NEO4J_URI, NEO4J_USER = "neo4j", NEO4J_PASSWORD, NEO4J_DATABASE } = process.env;
const driver = neo4j.driver(NEO4J_URI, NEO4J_PASSWORD ? neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD) : undefined);
const server = new ApolloServer({
  schema: await new Neo4jGraphQL({ typeDefs, driver }).getSchema(),
  nodeEnv: "production",
  csrfPrevention: false,
  plugins: [ApolloServerPluginCacheControlDisabled()],
});
await server.start();

/** Nothing but what Apollo Server asks of an integration: a framework between would only cost the peer time. */
const http = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { status = 200, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: "POST",
      headers: new HeaderMap([["content-type", "application/json"]]),
      search: "",
      body: JSON.parse(Buffer.concat(chunks).toString("utf8")),
    },
    context: async () => (NEO4J_DATABASE ? { sessionConfig: { database: NEO4J_DATABASE } } : {}),
  });
  response.writeHead(status, { "content-type": "application/json" }).end(body.string);
});
http.listen(0, "127.0.0.1", () => console.log(`answers at http://127.0.0.1:${http.address().port}`));
