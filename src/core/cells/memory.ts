import { add, concat, matMul, mul, ones, reshape, slice, softmax, split, sub, sum } from '@tensorflow/tfjs-core';
import type { Rank, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell, StepContext } from './cell.ts';

/**
 * End-to-end memory network (section 10.12; Sukhbaatar et al. 2015, arXiv:1503.08895): whatever was read stays in a memory, each
 * element in a slot as it was, and the element of now is a question to it.
 *
 *   mᵢ = x⁽ᵗ⁻ⁱ⁾·A + TAᵢ,   cᵢ = x⁽ᵗ⁻ⁱ⁾·C + TCᵢ     i = 1 … `slots`; TA and TC tell how long ago it was
 *   u = x⁽ᵗ⁾·U
 *   p = softmax(u·mᵢ)                              over the slots that are filled      (1)
 *   u ← u·H + Σᵢ pᵢ cᵢ                             `hops` times over                   (2, and H of their RNN-like tying)
 *   h⁽ᵗ⁾ = u
 *
 * The state is the memory, the youngest first: `m` and `c` side by side without TA and TC, and `filled`, 1 or 0 of each slot; what
 * has gone through all slots is forgotten. Nothing is computed from h: a step changes nothing of what is remembered.
 */
export function memory(spec: CellSpec & { kind: 'memory' }, nX: number, n: number): Cell {
  const { slots, hops } = spec;
  const embedding = { kind: 'glorot', blocks: 1 } as const;
  return {
    kind: 'memory', inputSize: nX, hiddenSize: n, stateSizes: { h: n, m: slots * n, c: slots * n, filled: slots },
    parameters: [
      ...['U', 'A', 'C'].map((name) => ({ name, shape: [nX, n], initialiser: embedding })),
      { name: 'H', shape: [n, n], initialiser: { kind: 'identity', blocks: 1 } },
      ...['TA', 'TC'].map((name) => ({ name, shape: [slots, n], initialiser: embedding })),
    ],

    step(parameters, state, x, { see }) {
      const { U, A, C, H, TA, TC } = parameters as MemoryParameters;
      const { m, c, filled } = state as { m: Tensor2D; c: Tensor2D; filled: Tensor2D };
      const rows = (flat: Tensor2D, when: Tensor2D): Tensor3D => add(reshape(flat, [-1, slots, n]), when);  // [B, slots, n]
      const [ms, cs] = [rows(m, TA), rows(c, TC)];
      const empty = mul<Tensor2D>(sub(filled, 1), far);                                   // [B, slots], 0 where filled, far below elsewhere
      let u: Tensor2D = matMul(x, U);                                                             // [B, n]
      const hopped: Record<string, Tensor2D> = {};
      for (let hop = 1; hop <= hops; hop++) {
        const p = softmax(add<Tensor2D>(empty, sum(mul(ms, reshape(u, [-1, 1, n])), 2))); // [B, slots]
        u = add<Tensor2D>(matMul(u, H), sum(mul(reshape(p, [-1, slots, 1]), cs), 1));     // [B, n]
        hopped[`hop${hop}`] = p;
      }
      const one = ones<Rank.R2>([x.shape[0], 1]);
      const [mNext, cNext] = seen([pushed(m, matMul(x, A)), pushed(c, matMul(x, C))], see);
      return { state: { h: u, m: mNext, c: cNext, filled: pushed(filled, one) }, output: u, gates: hopped };
    },
  };
}

/** Taken off the logit of an empty slot. Where all are empty, they are alike. */
const far = 100;

/** The new one before the others, of which the last falls out. */
function pushed(old: Tensor2D, fresh: Tensor2D): Tensor2D {
  const [width, own] = [old.shape[1], fresh.shape[1]];
  return width === own ? fresh : concat([fresh, slice(old, [0, 0], [-1, width - own])], 1);
}

/** The memory of all slots, m and c side by side, where somebody looks at it. */
function seen(memory: Two, see: StepContext['see']): Two {
  return see ? split(see('M', concat(memory, 1)), 2, 1) as Two : memory;
}

type Two = [Tensor2D, Tensor2D];
type MemoryParameters = { U: Tensor2D; A: Tensor2D; C: Tensor2D; H: Tensor2D; TA: Tensor2D; TC: Tensor2D };
