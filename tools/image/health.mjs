/**
 * Asks the service that runs beside it how it is: `node health.mjs [path]`, by default `/readyz`. Ends with 0 if the answer
 * is a good one, else with 1 and the answer. The image has no curl, and needs none.
 */
const [path = "/readyz"] = process.argv.slice(2);
const { HOST = "127.0.0.1", PORT = "4000" } = process.env;
// a service that listens on every address is asked at the nearest one
const host = { "0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1" }[HOST] ?? (HOST.includes(":") ? `[${HOST}]` : HOST);

try {
  const answer = await fetch(`http://${host}:${PORT || "4000"}${path}`, { signal: AbortSignal.timeout(4_000) });
  console.log(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  console.log(`${path}: ${error.cause?.message ?? error.message}`);
  process.exitCode = 1;
}
