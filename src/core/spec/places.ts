/** The matrices of the places among a node's children: `W1`, `W2`, …. */
export const placesOf = (arity: number): string[] => Array.from({ length: arity }, (_, k) => `W${k + 1}`);
