import type { Plugin } from "vite";

const MODULE = /@graphiql\/react\/dist\/components\/image-preview\.js$/;

/**
 * Takes GraphiQL's image preview out of the bundle. Hovering over an address of an image in
 * an answer, it fetches it; the answers here are full of addresses of other hosts, and this
 * page asks no other host for anything. GraphiQL has no option for it.
 */
export function noImagePreview(): Plugin {
  let found = false;
  return {
    name: "no-image-preview",
    apply: "build",
    load(id) {
      if (!MODULE.test(id)) return null;
      found = true;
      return "export const ImagePreview = Object.assign(() => null, { shouldRender: () => false });";
    },
    // A new version may have moved the module: better no build than a preview come back unseen.
    buildEnd(error) {
      if (!error && !found) this.error(`GraphiQL has no module ${MODULE} any more.`);
    },
  };
}
