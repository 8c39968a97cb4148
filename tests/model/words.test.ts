import { describe, expect, test } from "@jest/globals";
import { wordsOf } from "../../src/model/index.js";

const tokens = (text: string) => wordsOf(text).map(({ token }) => token);

describe("the words of a text", () => {
  test("are its runs of letters and digits, without case and accents", () => {
    expect(tokens("Việt Nam's 5G, e-Commerce (ASEAN/EU) & 30%: “AI+”!")).toEqual([
      "viet",
      "nam",
      "5g",
      "e",
      "commerce",
      "asean",
      "eu",
      "30",
      "ai",
    ]);
    expect(tokens("ประเทศไทย 中国 မြန်မာ")).toEqual(["ประเทศไทย", "中国", "မြန်မာ"]);
    expect(tokens("ＡＳＥＡＮ　６０ ﬁnance Ⅳ ﷺ’x")).toEqual(["asean", "60", "finance", "iv", "صلىاللهعليهوسلمx"]);
    expect(tokens("😀 -- \u0301 ... ")).toEqual([]);
  });

  test("stand where they stand, with what is folded away", () => {
    expect(wordsOf("a Mỹ’s x")).toEqual([
      { token: "a", start: 0, end: 1 },
      { token: "my", start: 2, end: 6 },
      { token: "x", start: 7, end: 8 },
    ]);
  });

  test.each([
    ["countries", "country"],
    ["clauses", "clause"],
    ["businesses", "business"],
    ["breaches", "breach"],
    ["boxes", "box"],
    ["databases", "database"],
    ["viruses", "virus"],
    ["children", "child"],
    ["women", "woman"],
    ["criteria", "criterion"],
    ["MCCs", "MCC"],
    ["ministers'", "minister"],
    ["Philippines", "philippine"],
    ["ties", "tie"],
    ["houses", "house"],
  ])("%s is %s in the singular", (plural, singular) => {
    expect(tokens(plural)).toEqual(tokens(singular));
  });

  test.each(["analysis", "status", "access", "news", "series", "gas", "5gs"])("%s is no plural", (word) => {
    expect(tokens(word)).toEqual([word]);
  });

  test("are never longer than an index takes, and a word of any length has one", () => {
    expect(tokens("x".repeat(10_000))).toEqual(["x".repeat(60)]);
    expect(tokens("𝒜".repeat(100))[0]!.isWellFormed()).toBe(true);
  });
});
