import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";
import type { Plugin } from "vite";

const FOLDER = path.join(import.meta.dirname, "../docs");

/**
 * The project's documents as pages, `docs/<name>.html` beside the playground, so that who reads the one finds the other on
 * the same host. Links between documents lead to their pages; what leads elsewhere in the project is no link here, since
 * it is not served.
 */
export function documents(): Plugin {
  return {
    name: "documents",
    apply: "build",
    generateBundle() {
      const files = readdirSync(FOLDER).filter((file) => file.endsWith(".md"));
      for (const file of files)
        this.emitFile({
          type: "asset",
          fileName: `docs/${file.replace(/md$/, "html")}`,
          source: page(readFileSync(path.join(FOLDER, file), "utf8"), files),
        });
      for (const [name, source] of Object.entries({ "page.css": "documents.css", "icon.svg": "src/icon.svg" }))
        this.emitFile({ type: "asset", fileName: `docs/${name}`, source: readFileSync(path.join(import.meta.dirname, source)) });
    },
  };
}

/** For those who keep the documents: where an answer that is shown comes from. */
const NOTE = /^<!--.*-->$/gm;

function page(markdown: string, files: readonly string[]): string {
  const title = /^# (.+)/.exec(markdown)?.[1] ?? "Documentation";
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} – ASEAN digital commitments</title>
    <link rel="icon" href="icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="page.css" />
  </head>
  <body>
    <header><a href="/">ASEAN digital commitments: the playground</a></header>
    <main>
${renderer(files).render(markdown.replaceAll(NOTE, ""))}
    </main>
  </body>
</html>
`;
}

function renderer(files: readonly string[]) {
  const markdown = new MarkdownIt();
  const { rules } = markdown.renderer;
  rules.heading_open = (tokens, index, options, _env, self) => {
    // as code hosts name headings, so that links to them are good in both places
    const text = tokens[index + 1]?.content ?? "";
    tokens[index]!.attrSet(
      "id",
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    );
    return self.renderToken(tokens, index, options);
  };
  rules.link_open = (tokens, index, options, _env, self) => {
    const link = tokens[index]!;
    const [, file, place = ""] = /^([^#:]*)(#.*)?$/.exec(String(link.attrGet("href"))) ?? [];
    if (file !== undefined && files.includes(file)) link.attrSet("href", file.replace(/md$/, "html") + place);
    else if (file) link.attrs = [];
    return self.renderToken(tokens, index, options);
  };
  // wide ones scroll by themselves, with keys too
  rules.fence = (tokens, index) => `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[index]!.content)}</code></pre>\n`;
  rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
  rules.table_close = () => "</table></div>\n";
  return markdown;
}
