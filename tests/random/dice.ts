/** Random choices, all from one reproducible source. */
import fc, { type Random } from "fast-check";

export class Dice {
  constructor(private readonly random: Random) {}

  /** A whole number, both ends included. */
  int(min: number, max: number): number {
    return this.random.nextInt(min, max);
  }

  chance(probability: number): boolean {
    return this.int(0, 999) < probability * 1000;
  }

  of<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error("nothing to choose from");
    return list[this.int(0, list.length - 1)]!;
  }

  /** Different members of a list, in random order: as many as asked, or all. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    const chosen: T[] = [];
    while (chosen.length < count && left.length > 0) chosen.push(left.splice(this.int(0, left.length - 1), 1)[0]!);
    return chosen;
  }

  /** One of some alternatives, each as likely as its weight says. */
  weighted<T>(alternatives: readonly (readonly [weight: number, value: T])[]): T {
    let point = this.int(
      1,
      alternatives.reduce((sum, [weight]) => sum + weight, 0),
    );
    for (const [weight, value] of alternatives) if ((point -= weight) <= 0) return value;
    throw new Error("unreachable");
  }

  times<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}

/** Dice of their own, where nothing has to be made smaller when it fails. */
export const diceOf = (seed: number): Dice => fc.sample(new DiceArbitrary(), { seed, numRuns: 1 })[0]!;

class DiceArbitrary extends fc.Arbitrary<Dice> {
  generate(random: Random): fc.Value<Dice> {
    return new fc.Value(new Dice(random.clone()), undefined);
  }

  canShrinkWithoutContext(_value: unknown): _value is Dice {
    return false;
  }

  shrink(): fc.Stream<fc.Value<Dice>> {
    return fc.Stream.nil();
  }
}
