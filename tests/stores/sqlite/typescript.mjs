/** `node --import ./typescript.mjs file.ts`: runs TypeScript in a process of its own, compiled as the tests are. */
import { readFileSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

// this file is also the hooks themselves, which run in a thread of their own
if (!import.meta.url.endsWith("?hooks")) module.register(`${import.meta.url}?hooks`);

export async function resolve(specifier, context, next) {
  const local = specifier.startsWith(".") && specifier.endsWith(".js") && context.parentURL?.endsWith(".ts");
  return next(local ? specifier.replace(/\.js$/, ".ts") : specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const { transformSync } = await import("@swc/core");
  const { code } = transformSync(readFileSync(fileURLToPath(url), "utf8"), {
    filename: fileURLToPath(url),
    jsc: {
      parser: { syntax: "typescript", decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
      target: "es2022",
    },
    module: { type: "es6" },
    sourceMaps: "inline",
  });
  return { format: "module", source: code, shortCircuit: true };
}
