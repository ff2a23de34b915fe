import type { Batch } from '../../core/data/batch.ts';
import { NotFinite } from '../../core/train/engine.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { PlannedLearner } from './learner.ts';
import type { Passes } from './passes.ts';
import type { CarriedState } from './states.ts';
import { outputsOf } from './workspace.ts';

/**
 * Repeats a pass whose loss or gradient was not finite, and finds the first bad value in the order of computation: activations
 * (`layers.0.h at t = 7`, `o at t = 7`), `loss`, then gradients from the output down (`gradient of layers.0.W`).
 */
export function firstNotFinite(passes: Passes, learner: PlannedLearner, batch: Batch, state: CarriedState | undefined, loss: number): NotFinite {
  return badActivation(passes, batch, state) ?? badLoss(loss) ?? badGradient(passes, learner, batch, state)
    ?? new NotFinite('norm of the gradient', Infinity);
}

function badActivation(passes: Passes, batch: Batch, state: CarriedState | undefined): NotFinite | undefined {
  const { spaces, shape } = passes.run(batch, state, 'outputs');
  const look = (at: Pointer, step: number, rows: number, width: number, offset: number, n: number): number | undefined =>
    badIn(new Float32Array(passes.memory.buffer, at + 4 * step * rows * width, rows * width), width, offset, n);
  for (const [index, { cell, units, hiddenSize: n }] of passes.plan.layers.entries()) {
    for (let t = 0; t < shape.tau; t++) {
      for (const [name, buffer, step, width, offset] of [
        ...cell.gates.map((gate, i) => [`gate.${gate}`, 'a', t, cell.blocks * units, i * units] as const),
        ['h', 'h', t + 1, units, 0] as const,
      ]) {
        for (const { layers, rows } of spaces) {
          const bad = look(layers[index]![buffer]!, step, rows, width, offset, n);
          if (bad !== undefined) return new NotFinite(`layers.${index}.${name} at t = ${t}`, bad);
        }
      }
    }
  }
  const { output: { columns }, spec: { outputSize } } = passes.plan;
  const outputs = outputsOf(passes.plan, shape.tau);
  for (let i = 0; i < outputs; i++) {
    for (const { o, rows } of spaces) {
      const bad = look(o, i, rows, columns, 0, outputSize);
      if (bad !== undefined) return new NotFinite(`o at t = ${shape.tau - outputs + i}`, bad);
    }
  }
  return undefined;
}

const badLoss = (loss: number): NotFinite | undefined => (Number.isFinite(loss) ? undefined : new NotFinite('loss', loss));

function badGradient(passes: Passes, learner: PlannedLearner, batch: Batch, state: CarriedState | undefined): NotFinite | undefined {
  learner.measure(passes.run(batch, state, 'gradient').shape.members);
  for (const [name, values] of Object.entries(learner.gradients()).reverse()) {
    const bad = values.find((value) => !Number.isFinite(value));
    if (bad !== undefined) return new NotFinite(`gradient of ${name}`, bad);
  }
  return undefined;
}

/** The first bad number among n columns of rows. */
function badIn(values: Float32Array, width: number, offset: number, n: number): number | undefined {
  for (let row = 0; row < values.length; row += width) {
    const bad = values.subarray(row + offset, row + offset + n).find((value) => !Number.isFinite(value));
    if (bad !== undefined) return bad;
  }
  return undefined;
}
