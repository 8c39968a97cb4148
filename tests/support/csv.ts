/** CSV without line breaks in its cells, as rows of cells; the first are the columns' names. */
export function cellsOf(csv: string): string[][] {
  const cell = /"((?:[^"]|"")*)"|([^",]+)|(?<=^|,)(?=,|$)/g;
  return csv
    .trimEnd()
    .split("\r\n")
    .map((line) => [...line.matchAll(cell)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ""));
}
