/**
 * Answers. A statement returns lists, whose places are those of the shape, so that its text depends on the shape and
 * not on names that were given in the question; what is printed comes with the way to write its value as JSON.
 */

/** What the driver gives for a list, a text, a number, a flag or nothing. */
export type Answer = string | number | boolean | null | readonly Answer[];

export type Write<A = Answer> = (answer: A) => string;

export interface Printed {
  /** An expression of Cypher; null for what is known without asking. */
  readonly text: string | null;
  /** Its value as JSON text. */
  readonly write: Write;
}

export const constant = (value: unknown): Printed => {
  const json = JSON.stringify(value);
  return { text: null, write: () => json };
};

/** A value that is sent as it is stored. */
export const plain = (text: string): Printed => ({ text, write: (answer) => JSON.stringify(answer) });

/** Expressions that are returned together; knows the place of each. */
export class List {
  private readonly items: string[] = [];

  /** Gives what reads the value of an expression from the list. */
  read(text: string): (list: Answer) => Answer {
    const place = this.items.push(text) - 1;
    return (list) => (list as readonly Answer[])[place]!;
  }

  /** Gives what writes the value of what is printed, from the list. */
  add({ text, write }: Printed): Write {
    if (text === null) return write;
    const read = this.read(text);
    return (list) => write(read(list));
  }

  get isEmpty(): boolean {
    return this.items.length === 0;
  }

  get text(): string {
    return `[${this.items.join(", ")}]`;
  }
}

/** Writes an object, member by member. */
export function object<A>(members: Iterable<readonly [key: string, write: Write<A>]>): Write<A> {
  const writers = [...members].map(([key, write]) => [`${JSON.stringify(key)}:`, write] as const);
  return (answer) => `{${writers.map(([key, write]) => key + write(answer)).join(",")}}`;
}

/** Writes an array. */
export const array =
  <A>(write: Write<A>): Write<readonly A[]> =>
  (answers) =>
    `[${answers.map(write).join(",")}]`;

/** The members of a shape: each key with what a function makes of what stands there. */
export const members = <F, W>(fields: ReadonlyMap<string, F>, of: (field: F) => W): (readonly [string, W])[] =>
  [...fields].map(([key, field]) => [key, of(field)] as const);
