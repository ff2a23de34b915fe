import { eigenvaluesInTurns } from '../../../core/math/eigenvaluesInTurns.ts';
import { initialise } from '../../../core/math/initialisers.ts';
import { split } from '../../../core/math/random.ts';
import { drawingConnections } from '../../../core/math/reservoirMatrix.ts';
import { inTurns } from '../../../core/math/turns.ts';
import type { Turns } from '../../../core/math/turns.ts';
import { formatNumber } from '../../../core/spec/wording.ts';
import { eigenvalueRoom } from '../../../engine/reservoir/eigenvalueRoom.ts';
import type { SpectrumDiagnosis } from '../../../protocol/diagnostics.ts';
import { weightSpecs } from '../drawnNetwork.ts';
import { layersOf } from '../../../protocol/reservoirLayers.ts';
import { Missing } from './missing.ts';
import type { Bench, Subject } from './subject.ts';

/** Units whose eigenvalues take a few seconds: the time grows with the cube. */
const most = 1500;

/** How far a weight may be from what was drawn: it is rounded to float32, and its scale was found to 10⁻⁸. */
const rounding = 1e-5;

/** Eigenvalues of W of a layer; of a random one, the lowest, as it was drawn, which are those of W but for one factor. @throws Missing */
export async function spectrumOfW({ options, seed, drive: { tensors } }: Subject, { compute, turn }: Bench, layer = 0): Promise<SpectrumDiagnosis> {
  const own = layersOf(options)[layer];
  if (!own) throw new Missing(`There ${options.layers === 1 ? 'is 1 layer' : `are ${options.layers} layers`}.`);
  const { units, topology, spectralRadius } = own;
  if (units > most) {
    throw new Missing(`The eigenvalues of ${formatNumber(units)} units would take too long: they are computed up to ${formatNumber(most)}. ${topology === 'delayLine' ? 'Those of a line are all 0.' : `The largest |λ| of W is ${formatNumber(spectralRadius)}, to which it was scaled.`}`);
  }
  const W = new Float64Array(tensors[`layers.${layer}.W`]!.data);
  const drawn = layer === 0 && topology === 'random' ? await inTurns(drawingConnectionsOf(options, seed), () => turn()) : undefined;
  const eigenvaluesOf = (matrix: Float64Array) => compute((workspace) => eigenvaluesInTurns(eigenvalueRoom(workspace, matrix, units), turn));
  const found = await eigenvaluesOf(drawn ?? W);
  const radius = found.re.reduce((largest, re, k) => Math.max(largest, Math.hypot(re, found.im[k]!)), 0);
  const factor = drawn ? spectralRadius / radius : 1;
  if (drawn && !isScaled(W, drawn, factor)) {
    const { re, im } = await eigenvaluesOf(W);
    return { re: [...re], im: [...im] };
  }
  return { re: Array.from(found.re, (re) => re * factor), im: Array.from(found.im, (im) => im * factor), ...(drawn && { drawnRadius: radius }) };
}

/** W before it was scaled, drawn again. */
function drawingConnectionsOf(options: Subject['options'], seed: number): Turns<Float64Array> {
  const random = split(seed, 'weights');
  for (const spec of weightSpecs(options)) {
    if (spec.name === 'W') break;
    initialise(spec, random);
  }
  return drawingConnections(options.units, options.density, random);
}

/** Whether W is what was drawn but for one factor, and for rounding. */
function isScaled(W: Float64Array, drawn: Float64Array, factor: number): boolean {
  const most = rounding * Math.max(1, factor);
  for (let place = 0; place < W.length; place++) if (Math.abs(drawn[place]! * factor - W[place]!) > most) return false;
  return true;
}
