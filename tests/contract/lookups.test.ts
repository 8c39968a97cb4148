/** Nodes by their ids, also by ids that were renamed; and what the dataset says of itself. */
import { expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { onEveryStore } from "./service.js";

const changes = () =>
  graphOf(model, {
    withdrawn: { gone: "It was no theme.", "gone-too": "Nor was this." },
    nodes: {
      Theme: [
        { id: "ai", label: "AI" },
        { id: "ai-governance", label: "Governance of AI" },
        { id: "data", label: "Data" },
      ],
      Country: [{ id: "VN", name: "Viet Nam" }],
      Organization: [{ id: "asean", name: "ASEAN" }],
    },
    edges: { "Theme.broader": [["ai-governance", "ai"]], "Country.memberOf": [["VN", "asean", { since: "1995-07-28" }]] },
    redirects: { "artificial-intelligence": "ai", "older-name": "ai", vietnam: "VN" },
  });

onEveryStore(model, changes, (service) => {
  test.each([
    ['theme(id: "ai")', { label: "AI" }],
    ['theme(id: "artificial-intelligence")', { label: "AI" }],
    ['theme(id: "older-name")', { label: "AI" }],
    ['theme(id: "nothing")', null],
    // withdrawn
    ['theme(id: "gone")', null],
    ['theme(id: "AI")', null],
    ['theme(id: "")', null],
    // of another type
    ['theme(id: "VN")', null],
    ['theme(id: "vietnam")', null],
  ])("%s", async (field, expected) => {
    expect(await service.data(`{ found: ${field} { label } }`)).toEqual({ found: expected });
  });

  test.each([
    ['node(id: "VN")', "Country VN"],
    ['node(id: "vietnam")', "Country VN"],
    ['node(id: "artificial-intelligence")', "Theme ai"],
    ['node(id: "nothing")', null],
    ['actor(id: "asean")', "Organization asean"],
    ['actor(id: "vietnam")', "Country VN"],
    ['actor(id: "ai")', null],
    ['country(id: "asean")', null],
  ])("%s is %s", async (field, expected) => {
    const { found } = await service.data(`{ found: ${field} { __typename id } }`);
    expect(found && `${found.__typename} ${found.id}`).toBe(expected);
  });

  test("nodes come in the order of their ids, with null where there is none, as often as asked", async () => {
    const { nodes } = await service.data(
      '{ nodes(ids: ["vietnam", "nothing", "ai", "VN", "ai", "asean"]) { id ... on Actor { name } ... on Theme { label } } }',
    );
    const [viet, ai] = [
      { id: "VN", name: "Viet Nam" },
      { id: "ai", label: "AI" },
    ];
    expect(nodes).toEqual([viet, null, ai, viet, ai, { id: "asean", name: "ASEAN" }]);
    expect(await service.data("{ nodes(ids: []) { id } }")).toEqual({ nodes: [] });
  });

  test("filters do not follow renamed ids", async () => {
    const { a, b, c, d } = await service.data(`{
      a: themes(where: { id: { eq: "artificial-intelligence" } }) { totalCount }
      b: themes(where: { id: { within: "artificial-intelligence" } }) { totalCount }
      c: themes(where: { broader: { id: { in: ["older-name"] } } }) { totalCount }
      d: themes(where: { id: { ne: "artificial-intelligence" } }) { totalCount }
    }`);
    expect([a, b, c, d].map((list) => list.totalCount)).toEqual([0, 0, 0, 3]);
  });

  test("within takes a node and all below it", async () => {
    const { at, below, negated } = await service.data(`{
      at: themes(where: { id: { within: "ai" } }, orderBy: { id: ASC }) { nodes { id } }
      below: themes(where: { id: { within: "ai-governance" } }) { nodes { id } }
      negated: themes(where: { NOT: { id: { within: "ai" } } }) { nodes { id } }
    }`);
    expect(at.nodes).toEqual([{ id: "ai" }, { id: "ai-governance" }]);
    expect(below.nodes).toEqual([{ id: "ai-governance" }]);
    expect(negated.nodes).toEqual([{ id: "data" }]);
  });

  test("an interface's fields without a word of the type", async () => {
    const { actors, organization } = await service.data(
      '{ actors { nodes { name } } organization(id: "asean") { members { edges { since node { name memberOf { nodes { id } } } } } } }',
    );
    expect(actors.nodes).toEqual([{ name: "ASEAN" }, { name: "Viet Nam" }]);
    expect(organization.members.edges).toEqual([
      { since: "1995-07-28", node: { name: "Viet Nam", memberOf: { nodes: [{ id: "asean" }] } } },
    ]);
  });

  test("the dataset", async () => {
    const { dataset } = changes();
    const { counts, withdrawn, ...rest } = dataset;
    const { found } = await service.data(
      `{ found: dataset { ${Object.keys(rest).join(" ")} counts { count type } withdrawn { reason id } } }`,
    );
    expect(found).toEqual({ ...rest, counts, withdrawn });
  });
});
