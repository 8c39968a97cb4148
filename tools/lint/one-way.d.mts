import type { Rule } from "eslint";
export function objection(from: string, to: string, onlyTypes?: boolean): string | null;
export const oneWay: Rule.RuleModule;
