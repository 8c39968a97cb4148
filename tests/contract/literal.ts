/** A value as it is written in a document. Words in capitals are names of enumerations. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([name, v]) => `${name}: ${literal(v)}`)
      .join(", ")}}`;
  return typeof value === "string" && /^[A-Z_]{3,}$/.test(value) ? value : JSON.stringify(value);
}
