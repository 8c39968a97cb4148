/** faults.mjs plants faults by hand, now and then; that they can be planted is seen each time. */
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { CHOICES, FAULTS, placesOf } from "./faults-list.mjs";

test.each([...FAULTS, ...CHOICES].map((fault) => [fault.rule, fault.fault, fault] as const))(
  "the place where a fault is planted is there once: %s: %s",
  (_rule, _words, fault) => {
    expect(placesOf(fault, readFileSync(fault.file, "utf8"))).toHaveLength(1);
  },
);
