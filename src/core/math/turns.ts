/** Work in pieces of a few milliseconds: at each yield it may be laid aside, or given up. */
export type Turns<T> = Generator<unknown, T, void>;

/** Such work that tells at each yield which share of it is done, from 0 to 1. */
export type Shares<T> = Generator<number, T, void>;

/** As a part of other work: from a share of that on, and so much of it. */
export function* partOf<T>(work: Shares<T>, from: number, length: number): Shares<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    yield from + length * value;
  }
}

/** All of it at once. */
export function atOnce<T>(work: Turns<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** With everybody else's turn between the pieces, which is told what they tell; rejects where that does, and the rest is left undone. */
export async function inTurns<T, Told>(work: Generator<Told, T, void>, turn: (told: Told) => Promise<void>): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await turn(value);
  }
}

/** Numbers that are made, or looked at, without a pause. */
export const pieceOf = 2 ** 18;

/** The borders of pieces of that size: from, and to. */
export function* pieces(length: number, size = pieceOf): Generator<readonly [from: number, to: number], void> {
  for (let from = 0; from < length; from += size) yield [from, Math.min(length, from + size)];
}
