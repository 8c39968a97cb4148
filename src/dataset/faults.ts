/** What is wrong with a dataset, said so that a person can put it right: where it stands, what it is, what would be right. */

export interface Place {
  readonly file: string;
  /** From 1; 0 where the whole file is meant. */
  readonly line: number;
}

export interface Fault extends Place {
  /** What is wrong, and after a semicolon what would be right. */
  readonly message: string;
}

/** One line a fault, in the form that editors and terminals make a link of: `file:line: message`. */
export const faultLine = ({ file, line, message }: Fault): string => `${file}${line > 0 ? `:${line}` : ""}: ${message}`;

/** Faults as a reader goes through files: by file, then by line. */
export const byPlace = (a: Place, b: Place): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line);

/** A value as it is shown in a message: short, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  const line = text.replace(/\s+/g, " ").toWellFormed();
  return `\`${line.length > 60 ? `${line.slice(0, 57)}...` : line}\``;
}

/** A type's name with its article: "a Meeting", "an Actor". */
export const an = (name: string): string => `${/^[aeiou]/i.test(name) ? "an" : "a"} ${name}`;

function listed(what: string, faults: readonly Fault[]): string {
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  return [`${what} has ${count}:`, ...faults.map((fault) => `  ${faultLine(fault)}`)].join("\n");
}

/** The seed cannot be used. The message lists every fault. */
export class SeedError extends Error {
  override readonly name = "SeedError";
  constructor(
    dir: string,
    readonly faults: readonly Fault[],
  ) {
    super(listed(`The seed ${dir}`, faults));
  }
}

/** A change set is refused, as a whole. The message lists every fault that was found. */
export class ChangeSetError extends Error {
  override readonly name = "ChangeSetError";
  constructor(readonly faults: readonly Fault[]) {
    super(listed("The change set", faults));
  }
}

/** The fault of a file or folder that the system does not let be read. */
export const unreadable = (file: string, error: unknown): Fault => ({
  file,
  line: 0,
  message: `cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"}); a readable file or folder is wanted`,
});
