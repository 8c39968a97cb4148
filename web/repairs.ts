import type { Plugin } from "vite";

type Repair = (code: string) => string;

/** Puts one text for another, wherever it stands. */
const replacing =
  (replacements: Readonly<Record<string, string>>): Repair =>
  (code) =>
    Object.entries(replacements).reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`GraphiQL's code has no ${JSON.stringify(from)} any more (web/repairs.ts).`);
      return text.replaceAll(from, to);
    }, code);

/** What is mended in GraphiQL's own modules, where it has no option for it; by the end of the module's path. */
const REPAIRS: Readonly<Record<string, Repair>> = {
  // Hovering over an address of an image in an answer, it fetches it; the answers here are full of addresses of other
  // hosts, and this page asks no other host for anything.
  "@graphiql/react/dist/components/image-preview.js": () =>
    "export const ImagePreview = Object.assign(() => null, { shouldRender: () => false });",

  // Each tab is called one and holds two buttons, which readers of screens do not reach in there. As a list with one
  // current item it says the same, and they do.
  "@graphiql/react/dist/components/tabs/index.js": replacing({
    'role: "tab",': "",
    'role: "tablist",': "",
    '"aria-selected": isActive,': '"aria-current": isActive,',
  }),

  // Colours of code that stand out from the page by less than WCAG 2.2 asks (1.4.3: 4.5 to 1).
  "@graphiql/react/dist/constants.js": replacing({
    'colors: getBaseColors("light"),\n\t\trules: [':
      'colors: { ...getBaseColors("light"), "editorBracketHighlight.foreground2": "#257025" },\n\t\trules: [{ token: "number", foreground: "#066b44" }, ',
    'colors: getBaseColors("dark"),\n\t\trules: [':
      'colors: { ...getBaseColors("dark"), "editorLineNumber.foreground": "#a3abbb", "editorBracketHighlight.foreground3": "#5cb8ff" },\n\t\trules: [{ token: "comment", foreground: "#8fbd7d" }, ',
  }),
};

/** Mends GraphiQL while it is bundled. Where a new version has moved what is mended, there is no build rather than a fault come back unseen. */
export function repairs(): Plugin {
  const left = new Set(Object.keys(REPAIRS));
  return {
    name: "repairs",
    apply: "build",
    transform(code, id) {
      const module = Object.keys(REPAIRS).find((end) => id.endsWith(end));
      if (!module) return null;
      left.delete(module);
      return { code: REPAIRS[module]!(code), map: null };
    },
    buildEnd(error) {
      if (!error && left.size) this.error(`GraphiQL has no module ${[...left].join(", ")} any more.`);
    },
  };
}
