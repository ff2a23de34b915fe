import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters } from '../cells/cell.ts';
import { entriesThatFlow } from '../cells/entriesThatFlow.ts';
import type { Model } from '../models/model.ts';
import { split } from '../math/random.ts';
import { eigenvalues, singularValues, spectralNorm } from '../math/spectrum.ts';
import { cellFacts } from '../spec/cellFacts.ts';
import { chainsOf, isDeep } from '../spec/chains.ts';
import { counted, formatNumber } from '../spec/wording.ts';
import type { ChainJacobians } from './records.ts';
import { back, readingsOf, widthOfState } from './stateSteps.ts';
import type { Reading, StateStep } from './stateSteps.ts';

/** What was seen, and what was left out, in sentences. */
export interface LookedBack {
  readonly chains: readonly ChainJacobians[];
  readonly left: readonly string[];
}

/** Wider states are not looked at, and from so wide ones on there are no singular values and eigenvalues, whose time grows with the cube. */
const [widest, widestSpectrum] = [256, 128];
/** Multiplications for all chains, some two seconds of plain JavaScript; reading takes half of them at most. */
const mostMultiplications = 1e9;
/** How often going back takes the multiplications of a step; what a norm takes, in times of N², and the spectra of a chain, in times of N³. */
const [passes, normRounds, spectra] = [3, 60, 100];
/** The operations of a step take as long as so many multiplications, however few numbers they are of: on the way there and on the way back. */
const [callsOfStep, callsBack] = [1e5, 5e5];

/**
 * How a gradient comes back through time (section 10.7): the product of Jacobians
 *
 *   ∂s⁽τ⁾/∂s⁽τ⁻ᵏ⁾ = J⁽τ⁾·J⁽τ⁻¹⁾ … J⁽τ⁻ᵏ⁺¹⁾,   J⁽ᵗ⁾ = ∂s⁽ᵗ⁾/∂s⁽ᵗ⁻¹⁾
 *
 * of each chain of a stack. s is its whole state: h, of an LSTM h and c. What it reads is held fixed.
 * A layer that would take too long to read is left out, as are those above it.
 * @param x of one sequence, `[1, tau, nX]` @param there whether there is an element at t
 * @param breathe lets others have a turn, between two steps there or back and between decompositions
 * @param most multiplications in all
 */
export async function lookBack(model: Model, parameters: Parameters, x: Tensor3D, there: (t: number) => boolean, breathe: () => Promise<void>, most = mostMultiplications): Promise<LookedBack> {
  const chains: ChainJacobians[] = [];
  const tau = x.shape[1];
  const { layers, left } = layersToRead(model, tau, most / 2);
  const readings = await readingsOf(model, parameters, x, there, layers, breathe);
  const mostBack = most - readings.reduce((sum, { chain: { cell } }) => sum + tau * costOfStep(cell), 0);
  for (const reading of readings) {
    const { chain: { name, cell }, steps } = reading;
    const width = widthOfState(cell);
    const lags = Math.min(steps.length, lagsWithin(cell, mostBack / readings.length));
    if (lags > 0) chains.push(await lookAlong(reading, model, lags, breathe));
    if (width > widest) left.push(tooWide(name, width));
    else if (lags < steps.length) left.push(`The Jacobians of ${name} are measured over ${formatNumber(lags)} of ${counted(steps.length, 'step')}, since each takes long.`);
    if (width > widestSpectrum && lags > 0) left.push(`${name} carries ${counted(width, 'number')} from step to step: singular values and eigenvalues are measured of up to ${widestSpectrum}.`);
  }
  return { chains, left };
}

/** How many of the lowest layers: all up to the highest that is looked at, or as many as so many multiplications allow. What is not read is said in sentences. */
function layersToRead({ spec, chains }: Model, tau: number, multiplications: number): { layers: number; left: string[] } {
  let [at, cost, layers] = [0, 0, 0];
  const left: string[] = [];
  const highest = chains.reduce((last, { cell }, index) => (widthOfState(cell) > widest ? last : index), -1);
  for (const [index, layer] of spec.layers.entries()) {
    const own = chains.slice(at, at += chainsOf(layer, 0).length);
    cost += own.reduce((sum, { cell }) => sum + tau * costOfStep(cell), 0);
    const wanted = at - own.length <= highest;
    if (wanted && cost <= multiplications) layers = index + 1;
    else left.push(...own.map(({ name, cell }) => (widthOfState(cell) > widest ? tooWide(name, widthOfState(cell)) : `The Jacobians of ${name} are not measured: it would take long to read ${counted(tau, 'step')} up to there.`)));
  }
  return { layers, left };
}

const tooWide = (name: string, width: number): string => `${name} carries ${counted(width, 'number')} from step to step, and Jacobians are measured of up to ${widest}.`;

const weightsOf = ({ parameters }: Cell): number => parameters.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);

/** What a step takes to read. */
const costOfStep = (cell: Cell): number => weightsOf(cell) + callsOfStep;

/** As many steps back as so many multiplications allow. */
export function lagsWithin(cell: Cell, multiplications: number): number {
  const width = widthOfState(cell);
  const others = width > widestSpectrum ? 0 : spectra * width ** 3;
  return width > widest ? 0 : Math.max(1, Math.floor((multiplications - others) / (passes * width * weightsOf(cell) + normRounds * width ** 2 + callsBack)));
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
