/** Makes a change set of a graph that is known to be right. */
import { compareText, type Model } from "../model/index.js";
import type { Change, ChangeSet, DatasetInfo, EdgeChange, NodeChange, RedirectChange, Withdrawal } from "./change.js";
import { grouped } from "./grouped.js";
import { shareWithLocator } from "./locators.js";
import { canonicalLine, Revision } from "./revision.js";
import type { DatasetAbout } from "./sections.js";

export interface Graph {
  readonly nodes: readonly NodeChange[];
  readonly edges: readonly EdgeChange[];
  readonly redirects: readonly RedirectChange[];
  readonly withdrawn: readonly Withdrawal[];
}

/**
 * A change set of a whole graph: what the dataset says of itself is completed by counts and revision, and changes are
 * put in the one order (docs/change-sets.md), so that the revision depends on the content alone. O(n log n).
 */
export function buildChangeSet(
  model: Model,
  about: DatasetAbout,
  { nodes, edges, redirects, withdrawn }: Graph,
  schemaVersion: string,
): ChangeSet {
  const changes = [
    ...model.nodes.flatMap(ofType(nodes)),
    ...model.edges.flatMap(ofKind(edges)),
    ...[...redirects].sort((a, b) => compareText(a.id, b.id)),
  ];
  const perType = grouped(nodes, (node) => node.type);
  const countOf = (type: string) => perType.get(type)?.length ?? 0;
  const content = {
    name: about.name,
    asOf: about.asOf,
    dataVersion: about.dataVersion,
    licence: about.licence,
    attribution: about.attribution,
    notice: about.notice,
    counts: model.nodes.map(({ name }) => ({ type: name, count: countOf(name) })),
    shareWithLocator: shareWithLocator(edges, countOf),
    withdrawn: [...withdrawn].sort((a, b) => compareText(a.id, b.id)),
  };
  const revision = new Revision(content);
  for (const change of changes) revision.add(canonicalLine(change));
  const dataset: DatasetInfo = { ...content, schemaVersion, revision: revision.digest() };
  return { dataset, changes };
}

function ofType(nodes: readonly NodeChange[]): (type: { name: string }) => Change[] {
  const groups = grouped(nodes, (node) => node.type);
  return ({ name }) => (groups.get(name) ?? []).sort((a, b) => compareText(a.id, b.id));
}

/** Edges by their ends; parallel ones by their lines, which differ in properties only. */
function ofKind(edges: readonly EdgeChange[]): (kind: { key: string }) => Change[] {
  const groups = grouped(edges, (edge) => edge.edge);
  return ({ key }) =>
    (groups.get(key) ?? []).sort(
      (a, b) => compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(canonicalLine(a), canonicalLine(b)),
    );
}
