/** Withdrawn ids: none of them leads anywhere, and each is withdrawn once. */
import type { Withdrawal } from "./change.js";
import type { Draft } from "./draft.js";
import type { Fault, Place } from "./faults.js";

/** The withdrawn ids of a draft. One that a node has, that is renamed too, or that is withdrawn twice, is a fault. */
export function checkWithdrawn(draft: Draft, faults: Fault[]): Withdrawal[] {
  const others = new Map<string, Place & { readonly is: string; readonly right: string }>();
  for (const { change, place } of draft.redirects) others.set(change.id, { ...place, is: "renamed", right: "keep one of them" });
  for (const { change, place } of draft.nodes) others.set(change.id, { ...place, is: "in use", right: "take the record away, or this" });
  for (const { change, place } of draft.withdrawn) {
    const other = others.get(change.id);
    if (other)
      faults.push({
        ...place,
        message: `the withdrawn id \`${change.id}\` is ${other.is} (${other.file}:${other.line}); ${other.right}`,
      });
    others.set(change.id, { ...place, is: "withdrawn already", right: "keep one of them" });
  }
  return draft.withdrawn.map(({ change }) => change);
}
