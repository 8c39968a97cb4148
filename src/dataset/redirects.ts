/** Renamed ids: where each leads in the end, and what is wrong with them. */
import type { RedirectChange } from "./change.js";
import type { Draft } from "./draft.js";
import type { Fault } from "./faults.js";
import { nearest } from "./nearest.js";

/** Follows every redirect to the id in use. A circle, a dead end, and an old id that is in use or given twice, is a fault. */
export function resolveRedirects(draft: Draft, faults: Fault[]): RedirectChange[] {
  const inUse = new Map(draft.nodes.map(({ change, place }) => [change.id, place]));
  const first = new Map<string, Draft["redirects"][number]>();
  for (const redirect of draft.redirects) {
    const {
      change: { id },
      place,
    } = redirect;
    const [used, before] = [inUse.get(id), first.get(id)?.place];
    if (used)
      faults.push({
        ...place,
        message: `the old id \`${id}\` is in use (${used.file}:${used.line}); an id is renamed when nothing has it any more`,
      });
    if (before)
      faults.push({ ...place, message: `the old id \`${id}\` is renamed at ${before.file}:${before.line} already; keep one of them` });
    else first.set(id, redirect);
  }
  const withdrawn = new Set(draft.withdrawn.map(({ change }) => change.id));
  const resolved: RedirectChange[] = [];
  for (const { change, place } of first.values()) {
    const path = [change.id];
    let to: string | undefined = change.to;
    while (to !== undefined && !inUse.has(to) && !path.includes(to)) {
      path.push(to);
      to = first.get(to)?.change.to;
    }
    if (to === undefined) {
      const dead = path.at(-1)!;
      const near = nearest(dead, inUse.keys());
      if (path.length > 2 || draft.unread.some((text) => text.includes(dead))) continue; // said where the last step stands
      faults.push({
        ...place,
        message: withdrawn.has(dead)
          ? `\`${change.id}\` leads to \`${dead}\`, which is withdrawn; withdraw \`${change.id}\` too`
          : `\`${change.id}\` leads to \`${dead}\`, which nothing has; ${near ? `did you mean \`${near}\`?` : "an id in use is wanted"}`,
      });
    } else if (inUse.has(to)) {
      resolved.push({ op: "redirect", id: change.id, to });
    } else if (to === change.id && path.every((id) => change.id <= id)) {
      // each id of a circle comes here; the first of them reports it
      faults.push({ ...place, message: `redirects lead in a circle: ${[...path, to].join(" → ")}; the last one must be an id in use` });
    }
  }
  return resolved;
}
