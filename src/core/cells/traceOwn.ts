import { add, engine, memory, mul, scalar, sum, tensor, tidy, zerosLike } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { split } from '../math/random.ts';
import type { OwnCellSpec, OwnFacts } from '../spec/experiment.ts';
import type { Cell, Parameters, State } from './cell.ts';
import { own } from './own.ts';

const bytesPerNumber = 4;
/** Sequences side by side in the step that is looked at. */
const B = 2;

/** Which of the parameters a step depends on where x, the state before, or both are zero: a matrix is multiplied by what makes it felt. */
type Felt = (x: boolean, state: boolean) => ReadonlySet<string>;

/**
 * Finds out about a cell that a person wrote what the graph, the estimate of memory and the checks of an experiment ask of every cell,
 * from one step with random parameters and its gradient. @throws OwnCellError
 */
export function traceOwn({ facts: _, ...spec }: OwnCellSpec, nX: number, n: number): OwnFacts {
  const cell = own(spec, nX, n);
  return tidy(() => {
    const random = split(0, 'weights');
    const draw = (shape: readonly number[], scale = 1): Tensor => tensor(Float32Array.from({ length: shape.reduce((all, each) => all * each, 1) }, () => scale * random.normal()), [...shape]);
    const parameters = Object.fromEntries(cell.parameters.map(({ name, shape }) => [name, draw(shape, 1 / Math.sqrt(shape.length > 1 ? shape[0]! : 4))]));
    const x = draw([B, nX]) as Tensor2D;
    const state = Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, columns]) => [entry, draw([B, columns]) as Tensor2D]));
    const weights = Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, columns]) => [entry, draw([B, columns])]));
    const held = numbersOf(() => stepped(cell, parameters, state, x)) / (B * n);
    const loss = (all: Parameters, before: State, read: Tensor2D): Scalar => scored(stepped(cell, all, before, read), weights);
    const none = (values: State): State => Object.fromEntries(Object.entries(values).map(([entry, value]) => [entry, zerosLike(value)]));
    const felt: Felt = (reads, remembers) =>
      nonZero(parameters, (all) => loss(all, remembers ? state : none(state), reads ? x : zerosLike(x)));
    const kinds = kindsOf(cell, felt, nX);
    const silent = Object.fromEntries([...kinds.recurrent, ...kinds.mixed].map((name) => [name, zerosLike(parameters[name]!)]));
    const keeps = nonZero({ h: state['h']! }, ({ h }) => loss({ ...parameters, ...silent }, { ...state, h: h as Tensor2D }, x)).has('h');
    // As the built-in cells are counted, whose tape is about so much larger than what a step makes (cellFacts.ts).
    return { state: { ...cell.stateSizes }, parameters: Object.fromEntries(cell.parameters.map(({ name, shape }) => [name, [...shape]])), ...kinds, keeps, held: Math.ceil(7 + 2.2 * held) };
  });
}

function stepped(cell: Cell, parameters: Parameters, state: State, x: Tensor2D): State {
  const result = cell.step(parameters, state, x, { t: 0, training: true, random: split(0, 'noise') });
  return { ...result.state, output: result.output };
}

/** Numbers of the tensors that a computation makes. */
function numbersOf(compute: () => unknown): number {
  const before = memory().numBytes;
  return tidy(() => {
    compute();
    return (memory().numBytes - before) / bytesPerNumber;
  }) as unknown as number;
}

/** A number that depends on every entry. */
function scored(values: State, weights: Readonly<Record<string, Tensor>>): Scalar {
  return Object.entries(values).reduce<Scalar>((all, [entry, value]) => add(all, sum(mul(value, weights[entry] ?? weights['h']!))), scalar(0));
}

/** The names of what a number depends on, as far as its gradient tells. */
function nonZero(at: Parameters, f: (at: Parameters) => Scalar): Set<string> {
  const names = Object.keys(at);
  if (names.length === 0) return new Set();
  const { grads } = engine().gradients(() => f(at), Object.values(at), undefined, true);
  return new Set(names.filter((_, i) => (grads[i] as Tensor | null)?.dataSync().some((value) => value !== 0)));
}

/** Of each matrix, whether it meets x, the state before, or both; what is felt without either is of the node. */
function kindsOf({ parameters, stateSizes }: Cell, felt: Felt, nX: number): Pick<OwnFacts, 'inputs' | 'recurrent' | 'mixed'> {
  const [node, reading, remembering] = [felt(false, false), felt(true, false), felt(false, true)];
  const columns = new Set(Object.values(stateSizes));
  const kinds: Record<'inputs' | 'recurrent' | 'mixed' | 'node', string[]> = { inputs: [], recurrent: [], mixed: [], node: [] };
  for (const { name, shape } of parameters) kinds[kindOf(name, shape)].push(name);
  const { node: _, ...matrices } = kinds;
  return matrices;

  function kindOf(name: string, shape: readonly number[]): keyof typeof kinds {
    if (shape.length < 2 || node.has(name)) return 'node';
    if (reading.has(name) && remembering.has(name)) return 'mixed';
    if (reading.has(name)) return 'inputs';
    if (remembering.has(name)) return 'recurrent';
    // Felt only where there are both, as where x·U and h·W are multiplied: told by its rows.
    if (shape[0] === nX && (!columns.has(nX) || name.startsWith('U'))) return 'inputs';
    return columns.has(shape[0]!) ? 'recurrent' : 'node';
  }
}
