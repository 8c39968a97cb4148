/** The node types of a union, by their `kind`. */
type Kinded = { readonly kind: string };

/**
 * One method for each kind of a union of nodes. A new kind does not compile until every visitor answers it: that is
 * how the two stores are kept complete.
 */
export type Visitor<N extends Kinded, R, Args extends unknown[] = []> = {
  readonly [K in N["kind"]]: (node: Extract<N, { kind: K }>, ...args: Args) => R;
};

/** Hands a node to the visitor's method for its kind. */
export function visit<N extends Kinded, R, Args extends unknown[]>(visitor: Visitor<N, R, Args>, node: N, ...args: Args): R {
  return visitor[node.kind as N["kind"]](node as never, ...args);
}
