/** The two questions that every peer is asked, with the variables that differ from request to request. */
const LISTS = `madeAt { id title }
      parties { edges { role node { id name } } }
      themes { nodes { id label } }
      statedIn { edges { locator node { id title url } } }`;

const PAGE = `query Page($until: PartialDate!) {
  commitments(where: { madeOn: { lte: $until } }, first: 20) { nodes { id title status madeOn ${LISTS} } }
}`;

const LOOKUP = `query Lookup($id: ID!) { commitment(id: $id) { id title statement status madeOn } }`;

/** What the peer in memory is filled with. */
export const EVERYTHING = `query Everything($after: String) {
  commitments(first: 200, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { id title statement status madeOn ${LISTS} }
  }
}`;

/** Each question with the variables of a few hundred requests, of which no two in a row are alike. */
export function requestsFor(commitments) {
  const dates = [...new Set(commitments.flatMap(({ madeOn }) => (madeOn ? [madeOn] : [])))].sort();
  return [
    { name: "20 commitments with parties, themes, meeting and sources", query: PAGE, variables: dates.map((until) => ({ until })) },
    { name: "look-up by id", query: LOOKUP, variables: commitments.map(({ id }) => ({ id })) },
  ];
}
