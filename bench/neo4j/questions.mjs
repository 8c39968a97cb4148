/**
 * What the service and its peer are asked, each in the words of its own schema: `ours` and `theirs` are operations, and
 * make equal answers of what the two give.
 */

const FIELDS = "id title kind status madeOn madeAt { id title }";
/** Relationships, and what is wanted of the nodes at their ends. */
const LISTS = { themes: "id label", outputs: "id title url", milestones: "id date status", buildsOn: "id title" };

const lists = (of) => Object.entries(LISTS).map(of).join(" ");
const inLists = (node, of) => Object.fromEntries(Object.keys(LISTS).map((list) => [list, of(node[list])]));

const LOOK_UP = {
  name: "look-up by id",
  ours: {
    query: "query LookUp($id: ID!) { commitment(id: $id) { id title statement kind status madeOn } }",
    answer: ({ commitment }) => commitment,
  },
  theirs: {
    query: "query LookUp($id: ID!) { commitments(where: { id: { eq: $id } }) { id title statement kind status madeOn } }",
    answer: ({ commitments }) => commitments[0],
  },
};

/** It is a plain list of the peer's: its connections, which have cursors, cost it more, and fail beyond the first pages. */
const PAGE = {
  ours: {
    query: `query Page($after: String) {
      commitments(first: 20, after: $after, orderBy: [{ madeOn: DESC }]) {
        nodes { ${FIELDS} ${lists(([list, fields]) => `${list}(first: 3, orderBy: [{ id: ASC }]) { nodes { ${fields} } }`)} }
      }
    }`,
    answer: ({ commitments }) => commitments.nodes.map((node) => ({ ...node, ...inLists(node, ({ nodes }) => nodes) })),
  },
  theirs: {
    query: `query Page($offset: Int!) {
      commitments(limit: 20, offset: $offset, sort: [{ madeOnKey: DESC }, { id: DESC }]) {
        ${FIELDS} ${lists(([list, fields]) => `${list}(limit: 3, sort: [{ id: ASC }]) { ${fields} }`)}
      }
    }`,
    // what leads to one node at most is a list there
    answer: ({ commitments }) => commitments.map((node) => ({ ...node, madeAt: node.madeAt[0] ?? null })),
  },
};

const WALK = `query Walk($after: String, $first: Int!) {
  commitments(first: $first, after: $after, orderBy: [{ madeOn: DESC }]) { nodes { id } pageInfo { endCursor } }
}`;

/** The questions, with the variables of many requests of which no two in a row are alike. `ask` asks the service. */
export async function questions(ask) {
  /** So many pages from the newest on: where each begins, and its ids. */
  const walk = async (count, first) => {
    const pages = [];
    for (let i = 0, after = null; i < count; i++) {
      const { nodes, pageInfo } = (await ask(WALK, { after, first })).commitments;
      pages.push({ place: { ours: { after }, theirs: { offset: i * first } }, ids: nodes.map(({ id }) => id) });
      after = pageInfo.endCursor;
    }
    return pages;
  };
  const lookUps = (await walk(20, 200)).flatMap(({ ids }) => ids.map((id) => ({ ours: { id }, theirs: { id } })));
  const pages = (await walk(50, 20)).map(({ place }) => place);
  return [
    { ...LOOK_UP, variables: lookUps },
    { ...PAGE, name: "a page of 20, newest first, four lists in each: pages 1 to 50", variables: pages },
  ];
}
