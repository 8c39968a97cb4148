import { defineConfig } from "vite";
import { documents } from "./documents.ts";
import { repairs } from "./repairs.ts";

/** The playground, as static files that our own server serves: `index.html`, and assets with hashes in their names. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/playground/",
  plugins: [repairs(), documents()],
  worker: { format: "es" },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    // Every browser that can run Monaco preloads modules by itself.
    modulePreload: { polyfill: false },
    // The notices that the licences of what is bundled ask for.
    license: { fileName: "assets/licenses.md" },
    // A hundred warnings that "use client" is dropped: it means something on a server that renders React only.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4096,
  },
});
