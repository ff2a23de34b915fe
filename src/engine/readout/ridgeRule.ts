import type { ReadoutSums } from '../reservoir/readoutSums.ts';
import type { ReadoutRule } from './readoutRule.ts';

/** Ridge regression on all that was added. */
export function ridgeRule(sums: ReadoutSums, lambda: number): ReadoutRule {
  return {
    shape: sums.shape,
    add: (h, y) => sums.add(h, y),
    weights() {
      const solution = sums.solve(lambda);
      if (solution.ok) return solution.weights;
      throw new Error(`The states of the reservoir depend on each other to the last digit (from unit ${solution.feature + 1} on), so that λ = ${lambda} has no one solution: raise \`lambda\`.`);
    },
    save: () => sums.save(),
    restore: (data) => sums.restore(data),
  };
}
