/** What somebody computed from the weights and batches all were given, by name: `loss`, `gradient norm`, … */
export type Figures = Readonly<Record<string, number>>;

/** How far a peer's figures may be from ours, relative to the larger: float32 summed in another order, and no more. */
const tolerance = 1e-4;

/**
 * Checks that two computed the same, by every figure both have.
 * @throws a sentence with the first figure that differs; and where they have none in common, since that would check nothing
 */
export function checkAgreement(own: { name: string; figures: Figures }, other: { name: string; figures: Figures }): void {
  const shared = Object.keys(own.figures).filter(name => name in other.figures);
  if (shared.length === 0) throw new Error(`${own.name} and ${other.name} have no figure in common to compare.`);
  for (const figure of shared) {
    const [a, b] = [own.figures[figure]!, other.figures[figure]!];
    const apart = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE);
    if (!(apart <= tolerance)) {
      throw new Error(`${figure} is ${a} by ${own.name}, ${b} by ${other.name}: they do not compute the same, so their times mean nothing.`);
    }
  }
}
