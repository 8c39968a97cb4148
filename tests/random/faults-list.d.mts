export interface Fault {
  readonly rule: string;
  readonly fault: string;
  readonly file: string;
  /** A text that is once in the file, and what is put in its place. */
  readonly from: string;
  readonly to: string;
  readonly neo4j?: boolean;
}

export const FAULTS: readonly Fault[];
/** Choices that may be made the other way without a change in any answer. */
export const CHOICES: readonly Fault[];

/** Where the place of a fault begins and ends in a text. */
export function placesOf(fault: Pick<Fault, "from">, text: string): [start: number, end: number][];
