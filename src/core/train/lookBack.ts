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

/** Wider states are not looked at, and from so wide ones on there are no singular values and eigenvalues, whose time grows with the cube. */
const [widest, widestSpectrum] = [256, 128];
/** Multiplications for all chains, some two seconds of plain JavaScript. */
const mostMultiplications = 1e9;
/** How often going back takes the multiplications of a step; what a norm takes, in times of N², and the spectra of a chain, in times of N³. */
const [passes, normRounds, spectra] = [3, 60, 100];

/**
 * How a gradient comes back through time (section 10.7): the product of Jacobians
 *
 *   ∂s⁽τ⁾/∂s⁽τ⁻ᵏ⁾ = J⁽τ⁾·J⁽τ⁻¹⁾ … J⁽τ⁻ᵏ⁺¹⁾,   J⁽ᵗ⁾ = ∂s⁽ᵗ⁾/∂s⁽ᵗ⁻¹⁾
 *
 * of each chain of a stack. s is its whole state: h, of an LSTM h and c. What it reads is held fixed.
 * @param x of one sequence, `[1, tau, nX]` @param there whether there is an element at t
 * @param breathe lets others have a turn, between two steps back and between decompositions
 */
export async function lookBack(model: Model, parameters: Parameters, x: Tensor3D, there: (t: number) => boolean, breathe: () => Promise<void>): Promise<LookedBack> {
  const chains: ChainJacobians[] = [];
  const left: string[] = [];
  const readings = readingsOf(model, parameters, x, there);
  for (const reading of readings) {
    const { chain: { name, cell }, steps } = reading;
    const width = widthOfState(cell);
    const lags = Math.min(steps.length, lagsWithin(cell, mostMultiplications / readings.length));
    if (lags > 0) chains.push(await lookAlong(reading, model, lags, breathe));
    if (width > widest) left.push(`${name} carries ${counted(width, 'number')} from step to step, and Jacobians are measured of up to ${widest}.`);
    else if (lags < steps.length) left.push(`The Jacobians of ${name} are measured over ${formatNumber(lags)} of ${counted(steps.length, 'step')}, since each takes long.`);
    if (width > widestSpectrum && lags > 0) left.push(`${name} carries ${counted(width, 'number')} from step to step: singular values and eigenvalues are measured of up to ${widestSpectrum}.`);
  }
  return { chains, left };
}

/** As many steps back as so many multiplications allow. */
export function lagsWithin(cell: Cell, multiplications: number): number {
  const width = widthOfState(cell);
  const weights = cell.parameters.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
  const others = width > widestSpectrum ? 0 : spectra * width ** 3;
  return width > widest ? 0 : Math.max(1, Math.floor((multiplications - others) / (passes * width * weights + normRounds * width ** 2)));
}

async function lookAlong(reading: Reading, model: Model, lags: number, breathe: () => Promise<void>): Promise<ChainJacobians> {
  const { chain: { name, cell }, steps } = reading;
  const N = widthOfState(cell);
  const norms = await normsOf(reading, lags, breathe);
  const [last, middle, first] = [steps.length - 1, Math.floor((steps.length - 1) / 2), 0].map((index) => steps[index]!) as [StateStep, StateStep, StateStep];
  const looks = N > widestSpectrum ? [] : [...new Set([last, middle, first])];
  const spectra: { t: number; values: number[] }[] = [];
  for (const step of looks) {
    await breathe();
    spectra.push({ t: step.t, values: singularValues(back(reading, step, identity(N)), N).map(short) });
  }
  await breathe();
  const J = looks.length > 0 ? shortened(eigenvalues(back(reading, last, identity(N)), N)) : { re: [], im: [] };
  await breathe();
  return { chain: name, state: entriesThatFlow(cell).map(([entry]) => entry), ...norms, singularValues: spectra, J: { t: last.t, ...J }, ...powersOf(reading, model) };
}

/**
 * Those of ∂s⁽τ⁾/∂s⁽τ⁻ᵏ⁾ for k = 1, 2, … The product is scaled at each step, so that one that vanishes or explodes does not leave the
 * range of float32; a product of zeros ends it.
 */
async function normsOf(reading: Reading, lags: number, breathe: () => Promise<void>): Promise<Pick<ChainJacobians, 'logNorms' | 'ended'>> {
  const { chain: { cell }, steps } = reading;
  const N = widthOfState(cell);
  const random = split(1, 'noise');
  const logNorms: number[] = [];
  let [P, scale] = [identity(N), 0];
  for (let k = 1; k <= lags; k++) {
    await breathe();
    P = back(reading, steps[steps.length - k]!, P);
    const largest = P.reduce((most, element) => Math.max(most, Math.abs(element)), 0);
    if (largest === 0) return { logNorms, ended: 'zero' };
    if (!Number.isFinite(largest)) return { logNorms, ended: 'notFinite' };
    P = P.map((element) => element / largest);
    scale += Math.log10(largest);
    logNorms.push(short(scale + Math.log10(spectralNorm(P, N, random))));
  }
  return { logNorms };
}

/** The eigenvalues of W, whose powers a gradient follows where h passes through nothing else. */
function powersOf({ chain, own: { W } }: Reading, { spec }: Model): Pick<ChainJacobians, 'W'> {
  const layer = spec.layers.find((layer, index) => chainsOf(layer, index).some(({ name }) => name === chain.name))!;
  const n = chain.cell.hiddenSize;
  return W && cellFacts(layer.cell).onlyW && !isDeep(layer) && n <= widestSpectrum ? { W: shortened(eigenvalues(W.dataSync<'float32'>(), n)) } : {};
}

const identity = (N: number): Float32Array => Float32Array.from({ length: N * N }, (_, i) => (i % (N + 1) === 0 ? 1 : 0));

/** As many digits as float32 has: these numbers travel as text. */
const short = (value: number): number => Number(value.toPrecision(7));
const shortened = ({ re, im }: { readonly re: readonly number[]; readonly im: readonly number[] }) => ({ re: re.map(short), im: im.map(short) });
