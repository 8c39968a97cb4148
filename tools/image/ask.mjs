/** Asks a running service for what it is there for, `node ask.mjs ADDRESS`: an operation, and the playground's page and script. */
const [address] = process.argv.slice(2);

const query = "{ dataset { revision } commitments(first: 1) { totalCount nodes { id title } } }";
const answer = await fetch(`${address}/graphql`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ query }),
});
const { data, errors } = await answer.json();
if (errors || !(data.commitments.totalCount > 0)) throw new Error(JSON.stringify(errors ?? data));

const page = await fetch(`${address}/`, { headers: { accept: "text/html" } });
const script = /src="([^"]+[.]js)"/.exec(await page.text())?.[1];
if (!script || !(await fetch(address + script)).ok) throw new Error("the playground is not there");

console.log(`image: ${data.commitments.totalCount} commitments, revision ${data.dataset.revision}, and the playground`);
