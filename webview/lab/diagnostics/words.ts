import type { EchoDiagnosis, MemoryDiagnosis, RidgeDiagnosis, SingularDiagnosis, SpectrumDiagnosis, StatesDiagnosis } from '../../../src/protocol/diagnostics.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { layersOf, unitsRead } from '../../../src/protocol/reservoirLayers.ts';
import type { StackOptions } from '../../../src/protocol/reservoirLayers.ts';
import { formatCount, formatNumber } from '../../shared/format.ts';

const percent = (share: number): string => (share > 0 && share < 0.001 ? 'less than 0.1 %' : `${formatNumber(100 * share, 2)} %`);
const steps = (count: number): string => `${formatCount(count)} ${count === 1 ? 'step' : 'steps'}`;
const short = (value: number): string => formatNumber(value, 3);

/** How the states lie in the range of tanh. */
export function stateWords({ size, rms, saturated }: StatesDiagnosis): string {
  const all = size === 1 ? 'The unit has' : `All ${formatCount(size)} units together have`;
  const first = `${all} a root mean square of ${short(rms)}; ${saturated === 0 ? 'none' : percent(saturated)} of the states ${saturated === 0 ? 'is' : 'are'} beyond ±0.95, where tanh is nearly flat.`;
  if (saturated > 0.2) return `${first} That is much: a smaller input scaling or bias leaves them room.`;
  return rms < 1e-3 ? `${first} They hardly move: raise the input scaling.` : first;
}

type OfLayers = Pick<EchoStateOptions, 'layers'>;

/** Where there are several layers: that something is of one of them alone. @param layer 0 the lowest */
export const ofLayer = ({ layers }: OfLayers, layer: number): string => (layers === 1 ? '' : ` of layer ${layer + 1} of ${layers}`);

/** The verdict of the echo state test, beside the washout. */
export function echoWords(found: EchoDiagnosis, options: Pick<EchoStateOptions, 'washout' | 'layers' | 'feedback'>): string {
  const taught = options.feedback === 0 ? '' : ' What is fed back in it is the target, not what the network says.';
  const stack = options.layers === 1 ? '' : ` It is of all ${options.layers} layers together.`;
  return verdict(found, options) + taught + stack;
}

function verdict({ distances, begin, rate, forgotten }: EchoDiagnosis, { washout }: Pick<EchoStateOptions, 'washout'>): string {
  const pace = rate === undefined ? '' : `by a factor of ${short(rate)} a step`;
  if (forgotten !== undefined) {
    const forgets = `On this input it forgets how it began: two states come together${pace && ` ${pace}`}, and after ${steps(forgotten)} no more than a millionth of what was between them is left.`;
    return forgotten <= washout ? forgets : `${forgets} The washout of ${formatCount(washout)} is shorter: with one of ${formatCount(forgotten)} no row that is learnt from depends on the beginning.`;
  }
  const left = `after ${steps(distances.length)} ${percent((distances.at(-1) ?? begin) / begin)} of what was between two states is left`;
  if (rate !== undefined && rate < 0.9995) {
    const needed = Math.ceil(Math.log(1e-6) / Math.log(rate));
    return `On this input it forgets slowly: two states come together ${pace}, and ${left}. At that pace it takes some ${steps(needed)} to a millionth; the washout is ${formatCount(washout)}.`;
  }
  return `On this input it does not forget how it began: ${left}, and they come no nearer${rate === undefined ? '' : ` (a factor of ${short(rate)} a step)`}. What the network says depends on its first state. Lower the spectral radius, or drive it more strongly.`;
}

type Eigenvalues = Pick<SpectrumDiagnosis, 're' | 'im'>;

/** The eigenvalues of (1 − a)·I + a·W, a the leak rate: what carries a small state on. */
export function withLeak({ re, im }: Eigenvalues, leakRate: number): Eigenvalues {
  return { re: re.map((real) => 1 - leakRate + leakRate * real), im: im.map((each) => leakRate * each) };
}

/** Largest |λ| of these. */
export function effectiveRadius(eigenvalues: Eigenvalues, leakRate: number): number {
  const { re, im } = withLeak(eigenvalues, leakRate);
  return re.reduce((most, real, k) => Math.max(most, Math.hypot(real, im[k]!)), 0);
}

/** The effective spectral radius; where the eigenvalues are not known, what bounds it. Of a stack small states go on by the largest of its layers: each acts on the one above alone. @param spectrum of the lowest layer */
export function effectiveWords(spectrum: SpectrumDiagnosis | undefined, options: StackOptions): string {
  const radii = layersOf(options).map((layer, k) => (k === 0 && spectrum ? { radius: effectiveRadius(spectrum, layer.leakRate), isKnown: true } : largestEffective(layer)));
  if (radii.length > 1) {
    const each = radii.map((radius, k) => `${radiusWords(radius, short)} in layer ${k + 1}`);
    return `The effective spectral radius (with leak the largest |λ| of (1 − a)·I + a·W) is ${each.join(', ')}; that of the stack is the largest of them, ${radiusWords(largestOf(radii), short)}.`;
  }
  const { leakRate } = options;
  const name = leakRate === 1 ? 'The spectral radius of W (no unit leaks)' : `The effective spectral radius with leak, the largest |λ| of (1 − a)·I + a·W with a = ${short(leakRate)},`;
  return `${name} is ${radiusWords(radii[0]!, formatNumber)}.`;
}

interface Radius {
  readonly radius: number;
  /** Or else a bound. */
  readonly isKnown: boolean;
}

const radiusWords = ({ radius, isKnown }: Radius, written: (value: number) => string): string => `${isKnown ? '' : 'at most '}${written(radius)}`;

/** The largest, known where no bound of another is larger. */
const largestOf = (radii: readonly Radius[]): Radius => radii.reduce((most, each) => (each.radius > most.radius || (each.radius === most.radius && each.isKnown) ? each : most));

/** What it is at most; what it is where no unit leaks, of a ring (its largest λ is real and above 0), of a line, and where W is 0. */
const largestEffective = ({ leakRate, spectralRadius, topology }: Pick<EchoStateOptions, 'leakRate' | 'spectralRadius' | 'topology'>): Radius =>
  ({ radius: 1 - leakRate + leakRate * (topology === 'delayLine' ? 0 : spectralRadius), isKnown: leakRate === 1 || topology !== 'random' || spectralRadius === 0 });

/** What the eigenvalues of W are like, and what they come to with leak. */
export function spectrumWords(found: SpectrumDiagnosis, options: StackOptions & Pick<EchoStateOptions, 'feedback'>, layer = 0): string {
  const { topology, spectralRadius, leakRate } = layersOf(options)[layer]!;
  const leak = leakRate === 1 ? '' : `, and forgets by its leak alone, a factor of ${short(1 - leakRate)} a step`;
  const besides = (options.layers === 1 ? '' : ` All this is${ofLayer(options, layer)}.`) + (options.feedback > 0 && layer === 0 ? ' What is fed back by the readout is not in it.' : '');
  if (topology === 'delayLine') return `All eigenvalues of a line are 0: what enters leaves it at the end.${leakRate === 1 ? '' : ` With leak all are ${short(1 - leakRate)}.`} Nothing is scaled.${besides}`;
  if (spectralRadius === 0) return `W is 0: no unit reads another${leak === '' ? ', and each state is of the last row alone' : leak}.${besides}`;
  const outside = outsideWords(found, leakRate);
  if (topology === 'cycle') return `The eigenvalues of a ring lie on a circle, whose radius is its weight, ${short(spectralRadius)}. Nothing is scaled.${outside}${besides}`;
  const scaled = found.drawnRadius === undefined ? `The largest |λ| is ${short(spectralRadius)}.` : `As W was drawn the largest |λ| was ${short(found.drawnRadius)}; divided by that and multiplied by ${short(spectralRadius)}, it is ${short(spectralRadius)}.`;
  return scaled + outside + besides;
}

/** How many lie outside the unit circle, of those that count: with leak those of (1 − a)·I + a·W. */
function outsideWords(found: SpectrumDiagnosis, leakRate: number): string {
  const beyond = ({ re, im }: Eigenvalues): number => re.filter((real, k) => Math.hypot(real, im[k]!) > 1 + 1e-6).length;
  const [own, count] = [beyond(found), beyond(withLeak(found, leakRate))];
  const all = formatCount(found.re.length);
  if (leakRate === 1) return count === 0 ? '' : ` ${formatCount(count)} of ${all} lie outside the unit circle: in these directions a small state grows.`;
  const leaky = `(1 − a)·I + a·W, by which a small state goes on with a = ${short(leakRate)}`;
  if (count > 0) return ` Of ${leaky}, ${formatCount(count)} of ${all} lie outside the unit circle: in these directions it grows.`;
  return own === 0 ? '' : ` ${formatCount(own)} of ${all} lie outside the unit circle, but none of ${leaky}.`;
}

/** The λ with the least error on what was left out. */
export function bestOf({ points }: RidgeDiagnosis) {
  const told = points.filter(({ validation }) => validation !== null);
  return told.length === 0 ? undefined : told.reduce((best, point) => (point.validation! < best.validation! ? point : best));
}

type OfReadout = Pick<EchoStateOptions, 'ridge' | 'readout' | 'forgetting' | 'feedback' | 'target' | 'moreTargets'>;

/** Whether the network errs as the errors against λ say: its readout is of ridge regression (as that of recursive least squares is that forgets nothing), and it reads nothing of its own. */
export function isTaken({ readout, forgetting, feedback }: Pick<OfReadout, 'readout' | 'forgetting' | 'feedback'>): boolean {
  return feedback === 0 && (readout === 'ridge' || readout === 'rls' && forgetting === 1);
}

/** Where there are several targets: that something is of the first. */
export const ofFirst = ({ target, moreTargets }: Pick<OfReadout, 'target' | 'moreTargets'>): string => (moreTargets.length === 0 ? '' : ` of "${target}", the first target,`);

/** How the errors against λ came about, and where they are least. */
export function ridgeWords(diagnosis: RidgeDiagnosis, options: OfReadout): string {
  const { folds, rows } = diagnosis;
  const how = `Cross-validation by ${folds} contiguous parts of the ${formatCount(rows)} rows learnt from: each is said by a readout that learnt the others. They are not shuffled, since neighbours in time are nearly alike; rows tested with play no part.`;
  return [how, ...notOf(options), leastWords(diagnosis, options)].join(' ');
}

/** What these errors are not of. */
function notOf(options: OfReadout): string[] {
  const { feedback, readout } = options;
  return [
    ...(feedback > 0 ? ['The output that is fed back is the target in it (teacher forcing), not what the network says: of how it errs when it reads itself it tells nothing, and a λ that is least here may be too small there.'] : []),
    ...(readout === 'ridge' || isTaken({ ...options, feedback: 0 }) ? [] : ['It is of ridge regression; this readout is learnt otherwise.']),
    ...(options.moreTargets.length > 0 ? [`It is of "${options.target}", the first target, alone.`] : []),
  ];
}

function leastWords(diagnosis: RidgeDiagnosis, options: OfReadout): string {
  const { points } = diagnosis;
  const best = bestOf(diagnosis);
  if (!best) return 'Here no error can be told from rounding.';
  const { ridge } = options;
  const now = points.find(({ lambda }) => ridge > 0 && Math.abs(Math.log10(lambda / ridge)) < 0.26);
  const isKnown = isTaken(options) && now !== undefined && now.validation !== null;
  const there = !isKnown ? '' : now === best ? ', which is the λ chosen' : `, at the λ chosen ${short(now.validation!)}`;
  return `${edgeWords(diagnosis, best.lambda)} λ = ${formatNumber(best.lambda)}, an NRMSE of ${short(best.validation!)}${there}.`;
}

/** Where the least error is at an end, it may go on beyond. */
function edgeWords({ points }: RidgeDiagnosis, least: number): string {
  const told = points.filter(({ validation }) => validation !== null);
  if (least === points[0]!.lambda) return 'It still falls towards the smallest that was tried,';
  if (least === points.at(-1)!.lambda) return 'It still falls towards the largest that was tried,';
  if (least === told[0]!.lambda) return 'Below some λ no error can be told from rounding; of those that can it is least at the smallest,';
  if (least === told.at(-1)!.lambda) return 'Above some λ no error can be told from rounding; of those that can it is least at the largest,';
  return 'It is least at';
}

/** How ill-conditioned what the readout reads is. */
export function singularWords({ values, floor }: SingularDiagnosis, options: Pick<EchoStateOptions, 'ridge' | 'readout' | 'forgetting'>): string {
  const { ridge } = options;
  const n = values.length;
  const [largest, smallest] = [values[0]!, values.at(-1)!];
  const lost = values.filter((value) => value <= floor).length;
  const kept = values.filter((value) => value > floor && value ** 2 > ridge).length;
  const condition = largest / Math.max(smallest, floor);
  const name = condition < 1e3 ? 'Well-conditioned' : condition < 1e6 ? 'Rather ill-conditioned' : 'Ill-conditioned';
  const spread = `σ₁/σₙ is ${lost > 0 ? 'more than ' : ''}${short(condition)}`;
  const carried = `${formatCount(carrying(values, 0.999))} of ${formatCount(n)} directions ${carrying(values, 0.999) === 1 ? 'carries' : 'carry'} 99.9 % of what the readout reads`;
  const dark = lost === 0 ? '' : ` ${formatCount(lost)} cannot be told from 0 in float64.`;
  const above = `${formatCount(kept)} ${kept === 1 ? 'stands' : 'stand'} above λ = ${formatNumber(ridge)} (σ² > λ)`;
  const damped = dampedWithoutRidge(options) ?? (condition < 1e3 ? `${above}.` : `${above}; it holds down the others. A larger λ leaves fewer, a smaller one asks large weights of the weakest.`);
  return `${name}: ${carried}; ${spread}.${dark} ${damped}`;
}

/** Where no λ holds weak directions down. */
function dampedWithoutRidge({ readout, forgetting }: Pick<EchoStateOptions, 'readout' | 'forgetting'>): string | undefined {
  if (readout === 'lms') return 'Least mean squares have no λ: they learn along the strongest directions soon, along the weakest hardly at all.';
  return readout !== 'ridge' && forgetting < 1 ? 'λ is forgotten as everything else is: nothing holds the weakest directions down for long.' : undefined;
}

/** Whether a λ stands between the directions that count and those held down. */
export const hasLevel = (options: Pick<EchoStateOptions, 'readout' | 'forgetting'>): boolean => dampedWithoutRidge(options) === undefined;

function carrying(values: readonly number[], share: number): number {
  const whole = values.reduce((sum, value) => sum + value ** 2, 0);
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (sum >= share * whole) break;
    sum += value ** 2;
    count++;
  }
  return count;
}

/** How much is remembered, of what. */
export function memoryWords({ byLag, capacity, column }: MemoryDiagnosis, options: StackOptions & Pick<EchoStateOptions, 'readLayers'>): string {
  const half = byLag.findIndex((r2) => r2 < 0.5);
  const lasts = half < 0 ? '' : half === 0 ? ' Of the step before less than half is known.' : ` More than half is known of each of the last ${steps(half)}.`;
  return `Σ r² = ${short(capacity)}, of at most N = ${formatCount(unitsRead(options))}: so many steps the states remember of what enters by the weights of "${column}" alone, independent from row to row, with its mean and deviation.${lasts}`;
}

/** The units that a person named, `1-3, 7`; undefined where it is none. */
export function unitsOf(text: string, most: number): number[] | undefined {
  const units = text.split(',').map((part) => part.trim()).filter((part) => part !== '').flatMap((part) => {
    const [, from, to] = /^(\d+)(?:\s*[-–]\s*(\d+))?$/.exec(part) ?? [];
    if (from === undefined) return [NaN];
    const [first, last] = [Number(from), Number(to ?? from)];
    return last - first < most ? Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i) : [NaN];
  });
  const distinct = [...new Set(units)];
  return distinct.length > 0 && distinct.length <= most && distinct.every((unit) => unit >= 1) ? distinct : undefined;
}
