/**
 * Documents that are made to be dear to check, each as large as the bounds allow, sent to a running service: how long
 * its answer or its refusal takes. `node bench/hostile.mjs [address]`, http://127.0.0.1:4000 by default. Each is sent
 * eleven times with another name of the operation, so that no document is known already; the median is shown.
 */
const address = process.argv[2] ?? "http://127.0.0.1:4000";
const TIMES = 11;
const many = (count, text) => Array.from({ length: count }, (_, i) => text(i)).join(" ");
const nested = (depth, open, inner, close) => open.repeat(depth) + inner + close.repeat(depth);
const page = (inner) => `commitments(first: 1) { nodes { ${inner} } }`;

const DOCUMENTS = {
  "one field, written as often as tokens allow": () => `{ ${page(many(1_950, () => "id"))} }`,
  "lists that overlap, each with fields below": () => `{ ${many(120, () => page("id title madeAt { id title }"))} }`,
  "lists that overlap with other arguments": () => `{ ${many(120, (i) => `commitments(first: ${i + 1}) { nodes { id } }`)} }`,
  "fragments that overlap pairwise": () =>
    `{ ${page(many(120, (i) => `...f${i}`))} } ${many(120, (i) => `fragment f${i} on Commitment { madeAt { id title } }`)}`,
  "fragments in fragments, each spread twice": () =>
    `{ ${page("...f0")} } ${many(60, (i) => `fragment f${i} on Commitment { id ${i < 59 ? `...f${i + 1} ...f${i + 1}` : ""} }`)}`,
  "fragments in fragments, each in two lists of relationships": () =>
    `{ ${page("...f0")} } ${many(25, (i) => `fragment f${i} on Commitment { id ${i < 24 ? `a: partOf { ...f${i + 1} } b: partOf { ...f${i + 1} }` : ""} }`)}`,
  "fragments in a circle": () => `{ ${page("...f0")} } ${many(200, (i) => `fragment f${i} on Commitment { ...f${(i + 1) % 200} }`)}`,
  "selections nested to the end": () => `{ ${page(nested(640, "partOf { ", "id", " }"))} }`,
  "inline fragments nested to the end": () => `{ ${page(nested(380, "... on Commitment { ", "id", " }"))} }`,
  aliases: () => `{ ${page(many(200, (i) => `a${i}: title`))} }`,
  "more aliases than are allowed": () => `{ ${page(many(490, (i) => `a${i}: title`))} }`,
  directives: () => `{ ${page(`id ${many(300, () => "@include(if: true)")}`)} }`,
  "directives that there are none of": () => `{ ${page(`id ${many(900, (i) => `@no${i}`)}`)} }`,
  "fields that there are none of": () => `{ ${page(many(1_900, (i) => `titel${i}`))} }`,
  "types that there are none of": () => `{ ${page(many(320, (i) => `... on Comitment${i} { id }`))} }`,
  "a text of 90 KB": () => `{ commitments(where: { title: { contains: "${"x".repeat(90_000)}" } }) { totalCount } }`,
  "a number of 90,000 digits": () => `{ commitments(first: ${"9".repeat(90_000)}) { totalCount } }`,
  "a list as long as tokens allow": () => `{ commitments(where: { title: { in: [${many(1_900, (i) => `"x${i}"`)}] } }) { totalCount } }`,
  "a filter nested to the end": () => `{ commitments(where: ${nested(380, "{ NOT: ", '{ id: { eq: "x" } }', " }")}) { totalCount } }`,
  "variables that nobody uses": (n) => `query V${n}(${many(390, (i) => `$v${i}: ID`)}) { ${page("id")} }`,
  "more tokens than are allowed": () => `{ ${page(many(20_000, () => "id"))} }`,
  "introspection with many types by name": () =>
    `{ ${many(10, (i) => `t${i}: __type(name: "CommitmentWhere") { inputFields { name description type { name } } }`)} }`,
};

let slowest = 0;
console.log("| a document with | outcome | ms |\n|---|---|---:|");
for (const [name, make] of Object.entries(DOCUMENTS)) {
  const times = [];
  let outcome = "";
  for (let i = 0; i < TIMES; i++) {
    const text = make(i);
    const query = text.startsWith("query") ? text : `query Q${i}${name.length} ${text}`;
    const start = performance.now();
    const response = await fetch(`${address}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    const { errors } = await response.json();
    times.push(performance.now() - start);
    outcome = errors ? (/the bound is called (\w+)/.exec(errors[0].message)?.[1] ?? errors[0].extensions.code) : "answered";
  }
  const median = times.sort((a, b) => a - b)[TIMES >> 1];
  slowest = Math.max(slowest, median);
  console.log(`| ${name} | ${outcome === "answered" ? outcome : `\`${outcome}\``} | ${median.toFixed(1)} |`);
}
console.log(`\nThe slowest took ${slowest.toFixed(1)} ms.`);
