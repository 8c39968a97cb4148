/** All of ours that is in the database, as text: equal for equal graphs. */
import type { Driver } from "neo4j-driver";

export async function dump(driver: Driver): Promise<string> {
  const { records } = await driver.executeQuery(
    `RETURN COLLECT { MATCH (n:Node) RETURN [labels(n), properties(n)] } AS nodes,
       COLLECT { MATCH (a:Node)-[r]->(b:Node) RETURN [a.id, type(r), b.id, properties(r)] } AS edges,
       COLLECT { MATCH (r:CommitmentsRedirect) RETURN [r.id, r.to] } AS redirects,
       COLLECT { MATCH (d:CommitmentsDataset) RETURN [d.revision, d.form, d.info] } AS datasets`,
  );
  const lines = Object.entries(records[0]!.toObject()).flatMap(([what, list]) =>
    (list as unknown[]).map((item) => `${what} ${JSON.stringify(sorted(item))}`),
  );
  return lines.sort().join("\n");
}

/** Labels and the names of properties have no order in the database. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    return Array.isArray(value[0]) ? [[...(value[0] as string[])].sort(), ...items.slice(1)] : items;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
