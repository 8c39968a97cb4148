/** How pages look, and what they are allowed to do: nothing but to look so. */
import { createHash } from "node:crypto";

// Colours in pairs of which each has a contrast of 4.5 or more to its ground (WCAG 2.2, 1.4.3), light and dark.
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --quiet: #565e68; --line: #d5dae0; --link: #0b57b0; --field: #f4f6f8; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14181d; --text: #e6e9ed; --quiet: #a3acb7; --line: #343c46; --link: #8ab8ff; --field: #1d232a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1rem; display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: .25rem 0 1rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 2.25rem 0 .25rem; padding-top: 1rem; border-top: 1px solid var(--line); }
p { margin: .5rem 0; }
h1.alone { margin-top: 2rem; }
.kind { margin: 2rem 0 0; color: var(--quiet); font-weight: 600; }
.lead { font-size: 1.1rem; }
.quiet, dt { color: var(--quiet); font-size: .9rem; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .4rem 1.25rem; margin: 1.25rem 0; align-items: baseline; }
dd { margin: 0; }
ul { margin: .5rem 0; padding-left: 1.2rem; }
li { margin: .35rem 0; }
time { white-space: nowrap; }
code { font-size: .9em; background: var(--field); padding: .1em .3em; border-radius: 3px; }
.citation { background: var(--field); padding: .75rem 1rem; border-radius: 6px; user-select: all; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 2rem; border-top: 1px solid var(--line); }
@media (max-width: 32rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } h1 { font-size: 1.4rem; } }
@media print { header { display: none; } a { color: inherit; } }
`;

const hash = createHash("sha256").update(STYLE).digest("base64");

/** Headers of every page: it is text and this style, it loads nothing, runs nothing, and stands in no frame. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
} as const;
