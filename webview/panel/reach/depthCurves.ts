import type { ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import type { Matrix, ProbeRecord } from '../../../src/core/train/records.ts';
import { points, seen, stroked } from './curves.ts';
import type { Curve } from './curves.ts';

/** In fewer there is nothing to see. */
const fewestLayers = 4;

/**
 * What becomes of the size of a signal from layer to layer, and of a gradient on its way back: the means of h² beside the first layer's
 * and of (∂L/∂h)² beside the last one's; and vˡ⁻¹ where the weights of each layer were drawn with a variance of their own (section 10.7).
 */
export function depthCurves({ values }: Pick<ProbeRecord, 'values'>, layers: ResolvedExperiment['model']['layers']): Curve[] {
  if (layers.length < fewestLayers) return [];
  const logs = (name: string) => layers.map((_, l) => meanSquare(values[`layers.${l}.${name}`]));
  const [h, dh] = [logs('h'), logs('dh')];
  const drawn = layers.map(({ cell }) => (cell.kind === 'timeDelay' && cell.variance > 0 ? Math.log10(cell.variance) : NaN));
  const powers = drawn.map((_, l) => drawn.slice(1, l + 1).reduce((sum, log) => sum + log, 0));
  const lines = [
    { label: 'mean of h², relative', logs: h.map((log) => log - h[0]!) }, { label: 'mean of (∂L/∂h)², relative', logs: dh.map((log) => log - dh.at(-1)!) },
    { label: 'product of v', logs: powers },
  ];
  return stroked(lines.map(({ label, logs }) => ({ label, logs: logs.map(seen) }))).filter((line) => points(line) > 1);
}

/** log₁₀ of it; NaN where there is none. */
function meanSquare(matrix: Matrix | undefined): number {
  return matrix ? Math.log10(matrix.data.reduce((sum, value) => sum + value * value, 0) / matrix.data.length) : NaN;
}
