import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters } from '../cells/cell.ts';
import type { Model } from '../models/model.ts';
import { split } from '../math/random.ts';
import { eigenvalues, singularValues, spectralNorm } from '../math/spectrum.ts';
import { cellFacts } from '../spec/cellFacts.ts';
import { chainsOf, isDeep } from '../spec/chains.ts';
import { counted, formatNumber } from '../spec/wording.ts';
import type { ChainJacobians } from './records.ts';
import { back, entriesThatFlow, readingsOf, widthOfState } from './stateSteps.ts';
import type { Reading, StateStep } from './stateSteps.ts';

/** What was seen, and what was left out, in sentences. */
export interface LookedBack {
  readonly chains: readonly ChainJacobians[];
  readonly left: readonly string[];
}

/** The singular values and eigenvalues of a wider state take seconds: the time grows with the cube. */
const widestState = 256;
/** Multiplications for one chain, some two seconds of plain JavaScript; and how often going back takes those of a step. */
const mostMultiplications = 1e9;
const passes = 3;

/**
 * How a gradient comes back through time (section 10.7): the product of Jacobians
 *
 *   ∂s⁽τ⁾/∂s⁽τ⁻ᵏ⁾ = J⁽τ⁾·J⁽τ⁻¹⁾ … J⁽τ⁻ᵏ⁺¹⁾,   J⁽ᵗ⁾ = ∂s⁽ᵗ⁾/∂s⁽ᵗ⁻¹⁾
 *
 * of each chain of a stack. s is its whole state: h, of an LSTM h and c. What it reads is held fixed.
 * @param x of one sequence, `[1, tau, nX]` @param there whether there is an element at t
 * @param breathe lets others have a turn, between two steps back
 */
export async function lookBack(model: Model, parameters: Parameters, x: Tensor3D, there: (t: number) => boolean, breathe: () => Promise<void>): Promise<LookedBack> {
  const chains: ChainJacobians[] = [];
  const left: string[] = [];
  for (const reading of readingsOf(model, parameters, x, there)) {
    const { chain: { name, cell }, steps } = reading;
    const lags = Math.min(steps.length, lagsWithin(cell));
    if (lags > 0) chains.push({ ...await lookAlong(reading, lags, breathe), ...powersOf(reading, model) });
    if (lags === steps.length) continue;
    const measured = lags === 0 ? 'not measured' : `measured over the last ${counted(lags, 'step')} of ${formatNumber(steps.length)}`;
    left.push(`${name} carries ${counted(widthOfState(cell), 'number')} from step to step, which are many: its Jacobians are ${measured}.`);
  }
  return { chains, left };
}

/** As many steps back as the work allows. */
export function lagsWithin(cell: Cell): number {
  const width = widthOfState(cell);
  const weights = cell.parameters.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
  return width > widestState ? 0 : Math.floor(mostMultiplications / (passes * width * weights));
}

async function lookAlong(reading: Reading, lags: number, breathe: () => Promise<void>): Promise<ChainJacobians> {
  const { chain: { name, cell }, steps } = reading;
  const N = widthOfState(cell);
  const logNorms = await logNormsOf(reading, lags, breathe);
  const [last, middle, first] = [steps.length - 1, Math.floor((steps.length - 1) / 2), 0].map((index) => steps[index]!) as [StateStep, StateStep, StateStep];
  const jacobians = [...new Set([last, middle, first])].map((step) => ({ t: step.t, J: back(reading, step, identity(N)) }));
  return {
    chain: name, state: entriesThatFlow(cell).map(([entry]) => entry), logNorms,
    singularValues: jacobians.map(({ t, J }) => ({ t, values: singularValues(J, N).map(short) })),
    J: { t: last.t, ...shortened(eigenvalues(jacobians[0]!.J, N)) },
  };
}

/**
 * log₁₀ ‖∂s⁽τ⁾/∂s⁽τ⁻ᵏ⁾‖ for k = 1, 2, … The product is scaled at each step, so that one that vanishes or explodes does not leave the
 * range of float32; a product of zeros ends it.
 */
async function logNormsOf(reading: Reading, lags: number, breathe: () => Promise<void>): Promise<number[]> {
  const { chain: { cell }, steps } = reading;
  const random = split(1, 'noise');
  const u = Float64Array.from({ length: widthOfState(cell) }, () => random.normal());
  const logNorms: number[] = [];
  let [P, scale] = [identity(u.length), 0];
  for (let k = 1; k <= lags; k++) {
    await breathe();
    P = back(reading, steps[steps.length - k]!, P);
    const largest = P.reduce((most, element) => Math.max(most, Math.abs(element)), 0);
    if (largest === 0 || !Number.isFinite(largest)) break;
    P = P.map((element) => element / largest);
    scale += Math.log10(largest);
    logNorms.push(short(scale + Math.log10(spectralNorm(P, u))));
  }
  return logNorms;
}

/** The eigenvalues of W, whose powers a gradient would follow if nothing else were on its way: of cells of one square matrix. */
function powersOf({ chain, own: { W } }: Reading, { spec }: Model): Pick<ChainJacobians, 'W'> {
  const layer = spec.layers.find((layer, index) => chainsOf(layer, index).some(({ name }) => name === chain.name))!;
  const { blocks, onlyH } = cellFacts(layer.cell);
  return W && blocks === 1 && onlyH && !isDeep(layer) ? { W: shortened(eigenvalues(W.dataSync<'float32'>(), chain.cell.hiddenSize)) } : {};
}

const identity = (N: number): Float32Array => Float32Array.from({ length: N * N }, (_, i) => (i % (N + 1) === 0 ? 1 : 0));

/** As many digits as float32 has: these numbers travel as text. */
const short = (value: number): number => Number(value.toPrecision(7));
const shortened = ({ re, im }: { readonly re: readonly number[]; readonly im: readonly number[] }) => ({ re: re.map(short), im: im.map(short) });
