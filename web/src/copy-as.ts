/** A question as a program that asks it, to be pasted. */

/** What is asked of which service. `variables` are as they are sent. */
export interface Request {
  readonly endpoint: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** For a POSIX shell, with nothing but curl. */
export function asCurl({ endpoint, ...body }: Request): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  return `curl --silent --show-error ${quoted(endpoint)} \\\n  --header 'content-type: application/json' \\\n  --data-binary ${quoted(JSON.stringify(body))}\n`;
}

/** For a module in a browser, Node or Deno. */
export function asFetch({ endpoint, query, variables, operationName }: Request): string {
  return `const query = \`${query.trimEnd().replaceAll(/\\|`|\$\{/g, "\\$&")}\`;
const response = await fetch(${JSON.stringify(endpoint)}, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ query, variables: ${JSON.stringify(variables)}${operationName ? `, operationName: ${JSON.stringify(operationName)}` : ""} }),
});
const { data, errors } = await response.json();
if (errors) throw new Error(errors[0].message);
console.log(data);
`;
}

/** For Python 3, with nothing but its own library. */
export function asPython({ endpoint, query, variables, operationName }: Request): string {
  return `import json
import urllib.request

query = """${query.trimEnd().replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"').replace(/"$/, '\\"')}"""
body = {"query": query, "variables": ${python(variables)}${operationName ? `, "operationName": ${python(operationName)}` : ""}}
request = urllib.request.Request(
    ${python(endpoint)},
    data=json.dumps(body).encode(),
    headers={"content-type": "application/json"},
)
with urllib.request.urlopen(request) as response:
    answer = json.load(response)
if "errors" in answer:
    raise SystemExit(answer["errors"][0]["message"])
print(json.dumps(answer["data"], indent=2, ensure_ascii=False))
`;
}

/** An address that answers with a table: for a spreadsheet, or for pandas. */
export function asCsvLink({ endpoint, query, variables, operationName }: Request): string {
  const parts = new URLSearchParams({ query, variables: JSON.stringify(variables), format: "csv" });
  if (operationName) parts.set("operationName", operationName);
  const link = `${endpoint}?${parts.toString()}`;
  if (link.length > LONGEST_ADDRESS) throw new Error("The question is too long for an address. Download the CSV, or ask by POST.");
  return link;
}

/** Node takes headers of 16 KB, an address and what else a browser says. */
const LONGEST_ADDRESS = 12_000;

/** A value of JSON as Python writes it. JSON's texts and numbers are Python's too. */
function python(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${python(member)}`);
  return `{${members.join(", ")}}`;
}
