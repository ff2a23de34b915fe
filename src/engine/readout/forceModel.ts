import type { NamedArray } from '../../core/checkpoint/checkpoint.ts';
import type { Batch, Rows } from '../../core/data/batch.ts';
import { split } from '../../core/math/random.ts';
import type { RandomStream } from '../../core/math/random.ts';
import type { OnlineReadout } from '../../core/math/readouts/onlineReadout.ts';
import { reservoirStep } from '../../core/math/reservoirSteps.ts';
import type { Model } from '../../core/models/model.ts';
import { layersRead, usualReads } from '../../core/spec/outputReads.ts';
import { stateName, stepsName } from '../snapshotNames.ts';
import type { TfjsModel } from '../tfjs/tfjsModel.ts';
import { onlineRule } from './onlineRule.ts';
import { ReadoutModel, seenRows } from './readoutModel.ts';
import type { SeenRows } from './readoutModel.ts';

type Arrays = Readonly<Record<string, NamedArray>>;

/**
 * Reservoirs that read their own output of the step before while the readout learns at each step: FORCE (Sussillo & Abbott 2009,
 * doi:10.1016/j.neuron.2009.07.018), as `learnByForce` has it, in float64. In the washout the targets are read.
 */
export class ForceModel extends ReadoutModel {
  /** @param model of reservoirs; one that does not read its output reads the targets as the first columns of x */
  constructor(private readonly model: Model, inner: TfjsModel, private readonly readout: OnlineReadout, washout: number, private readonly seed: number) {
    const { outputReads: { bias } = usualReads } = model.spec;
    const [features, outputs] = model.parameters.find(({ name }) => name === 'V')!.shape as [number, number];
    super(inner, onlineRule(readout, features, outputs, bias), washout);
  }

  protected override async learn(batch: Batch): Promise<SeenRows> {
    if (batch.x.kind !== 'rows' || batch.y.kind !== 'rows') throw new Error('FORCE learns to say numbers from numbers: these data are others.');
    const arrays = await this.inner.snapshot();
    const noise = split(this.seed, 'noise', arrays[stepsName]!.data[0]!);
    for (let b = 0; b < batch.batchSize; b++) this.force(batch.x, batch.y, b, batch.continues, arrays, noise);
    return this.adopt(await seenRows(this.inner, batch, batch.y));
  }

  /** Goes through one sequence of a batch; what is reported of it, and carried, is with the targets read. */
  private force(x: Rows, y: Rows, b: number, continues: boolean, arrays: Arrays, noise: RandomStream): void {
    const { spec: { layers, outputReads = usualReads }, readsOutput, stateNames } = this.model;
    const steps = layers.map(({ cell }, index) => {
      if (cell.kind !== 'reservoir') throw new Error(`${cell.kind} is no reservoir`);
      const [U, W, bias] = ['U', 'W', 'b'].map((name) => arrays[`layers.${index}.${name}`]!) as [NamedArray, NamedArray, NamedArray];
      const step = reservoirStep({ U, W, b: bias, Y: arrays[`layers.${index}.Y`], alpha: cell.alpha });
      const n = bias.data.length;
      return (h: Float64Array, below: ArrayLike<number>) => step(h, below, cell.noise > 0 ? Float64Array.from({ length: n }, () => cell.noise * noise.normal()) : undefined);
    });
    const carried = (chain: number, entry: string, size: number): Float64Array => {
      const kept = continues ? arrays[stateName(stateNames[chain]!, entry)]?.data : undefined;
      return kept ? Float64Array.from(kept.subarray(b * size, (b + 1) * size)) : new Float64Array(size);
    };
    const h = layers.map(({ hiddenSize }, index) => carried(index, 'h', hiddenSize));
    let own: ArrayLike<number> | undefined;
    for (let t = 0; t < x.tau; t++) {
      const row = Array.from(x.data.subarray((b * x.tau + t) * x.size, (b * x.tau + t + 1) * x.size));
      const target = y.data.subarray((b * y.tau + t) * y.size, (b * y.tau + t + 1) * y.size);
      own ??= readsOutput ? carried(layers.length, 'yHat', y.size) : row.slice(0, y.size);
      if (!readsOutput) row.splice(0, y.size, ...Array.from(own));
      let below: ArrayLike<number> = readsOutput ? [...row, ...Array.from(own)] : row;
      steps.forEach((step, index) => { below = h[index] = step(h[index]!, below); });
      const linear = [...layersRead(h, outputReads).flatMap((each) => Array.from(each)), ...(outputReads.inputs ? row : [])];
      const s = [...linear, ...(outputReads.squares ? linear.map((value) => value ** 2) : []), ...(outputReads.bias ? [1] : [])];
      const counts = y.mask?.[b * y.tau + t] !== 0;
      own = counts ? said(this.readout.weights, s, y.size) : target.slice();
      if (counts) this.readout.learn(s, target);
    }
  }
}

/** Vᵀ·s */
function said(weights: Float64Array, s: readonly number[], outputs: number): Float64Array {
  const z = new Float64Array(outputs);
  s.forEach((value, i) => { for (let k = 0; k < outputs; k++) z[k] = z[k]! + value * weights[i * outputs + k]!; });
  return z;
}
