/** Work in pieces of a few milliseconds: at each yield it may be laid aside, or given up. */
export type Turns<T> = Generator<unknown, T, void>;

/** All of it at once. */
export function atOnce<T>(work: Turns<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** With everybody else's turn between the pieces; rejects where that does, and the rest is left undone. */
export async function inTurns<T>(work: Turns<T>, turn: () => Promise<void>): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await turn();
  }
}

/** Numbers that are made, or looked at, without a pause. */
export const pieceOf = 2 ** 18;

/** The borders of pieces of that size: from, and to. */
export function* pieces(length: number, size = pieceOf): Generator<readonly [from: number, to: number], void> {
  for (let from = 0; from < length; from += size) yield [from, Math.min(length, from + size)];
}
