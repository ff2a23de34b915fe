import { orthogonal } from './orthogonal.ts';
import type { RandomStream } from './random.ts';
import { drawingReservoir, reservoirMatrix } from './reservoirMatrix.ts';
import type { ReservoirWiring } from './reservoirMatrix.ts';
import { atOnce, pieces } from './turns.ts';
import type { Turns } from './turns.ts';

/** A parameter before it has a value: its name within its owner, its shape, and how its first value is drawn. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialiser: Initialiser;
  /** Whether it stays as it is drawn. */
  readonly fixed?: boolean;
  /** Of U, from how many steps a cell reads x, each through rows of its own one below another (a time-delay network); left out: one. */
  readonly taps?: number;
  /** How the matrices beside it, by their letters, are drawn where that is another way (see `jointParameters.ts`). */
  readonly besides?: Readonly<Record<string, Initialiser>>;
}

/**
 * `blocks` is how many matrices stand side by side in one parameter (the gates of an LSTM: 4), each drawn by itself.
 * `constant` fills the parameter with its `values`, one for each of as many equal parts (the gates' biases).
 * `chrono` spreads the biases of forget gates, `sign` · ln u with the same u in [1, longest − 1] for each part (Tallec & Ollivier 2018).
 * `glorot` is uniform in ±√(6 / (fan-in + fan-out)) (Glorot & Bengio 2010); `orthogonal` is a random rotation (Saxe et al. 2014).
 * `nearCritical` is a reservoir that is learnt from there on, 15 connections into each unit and a spectral radius of 1.2 (section 10.8;
 * Sutskever et al. 2013).
 * `reservoir` is a sparse random matrix, a ring or a line, of a given spectral radius.
 * `masked` is another one with zeros where it does not keep what that has drawn: connections that are not there.
 * `rows` are some of a matrix of `height` rows: row i is that at `at(i)`.
 */
export type Initialiser =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'constant'; readonly values: readonly number[] }
  | { readonly kind: 'chrono'; readonly longest: number; readonly signs: readonly number[] }
  | { readonly kind: 'glorot'; readonly blocks: number }
  | { readonly kind: 'orthogonal'; readonly blocks: number }
  | { readonly kind: 'identity'; readonly blocks: number }
  | { readonly kind: 'nearCritical'; readonly blocks: number }
  | { readonly kind: 'uniform'; readonly limit: number }
  | { readonly kind: 'masked'; readonly of: Initialiser; keeps(row: number, column: number): boolean }
  | { readonly kind: 'rows'; readonly of: Initialiser; readonly height: number; at(row: number): number }
  | { readonly kind: 'reservoir'; readonly wiring: ReservoirWiring };

/** Draws the first value of a parameter, row-major. */
export function initialise({ shape, initialiser }: ParameterSpec, random: RandomStream): Float32Array {
  const size = shape.reduce((product, n) => product * n, 1);
  switch (initialiser.kind) {
    case 'zeros':
      return new Float32Array(size);
    case 'constant':
      return new Float32Array(size).map((_, i) => initialiser.values[Math.floor((i * initialiser.values.length) / size)]!);
    case 'chrono':
      return chrono(size, initialiser.longest, initialiser.signs, random);
    case 'uniform':
      return atOnce(uniform(size, initialiser.limit, random));
    case 'glorot':
      return sideBySide(shape, initialiser.blocks, (rows, columns) => atOnce(uniform(rows * columns, Math.sqrt(6 / (rows + columns)), random)));
    case 'orthogonal':
      return sideBySide(shape, initialiser.blocks, (rows, columns) => orthogonal(rows, columns, random));
    case 'nearCritical':
      return sideBySide(shape, initialiser.blocks, (rows) => reservoirMatrix(rows, { topology: 'random', radius: 1.2, density: Math.min(1, 15 / rows) }, random));
    case 'reservoir':
      return new Float32Array(reservoirMatrix(shape[0]!, initialiser.wiring, random));
    case 'identity':
      return sideBySide(shape, initialiser.blocks, identity);
    case 'rows':
      return rowsOf(shape as [number, number], initialiser, random);
    case 'masked':
      return initialise({ name: '', shape, initialiser: initialiser.of }, random).map((value, i) => (initialiser.keeps(Math.floor(i / shape.at(-1)!), i % shape.at(-1)!) ? value : 0));
  }
}

/** The same in pieces, of what a large reservoir is drawn by. */
export function* initialising(spec: ParameterSpec, random: RandomStream): Turns<Float32Array> {
  const { shape, initialiser } = spec;
  if (initialiser.kind === 'uniform') return yield* uniform(shape.reduce((product, n) => product * n, 1), initialiser.limit, random);
  if (initialiser.kind === 'reservoir') return new Float32Array(yield* drawingReservoir(shape[0]!, initialiser.wiring, random));
  return initialise(spec, random);
}

function chrono(size: number, longest: number, signs: readonly number[], random: RandomStream): Float32Array {
  const biases = Array.from({ length: size / signs.length }, () => Math.log(random.uniform(1, Math.max(1, longest - 1))));
  return Float32Array.from(signs.flatMap((sign) => biases.map((bias) => sign * bias)));
}

function* uniform(size: number, limit: number, random: RandomStream): Turns<Float32Array> {
  const drawn = new Float32Array(size);
  for (const [from, to] of pieces(size)) {
    for (let i = from; i < to; i++) drawn[i] = random.uniform(-limit, limit);
    yield;
  }
  return drawn;
}

function identity(rows: number, columns: number): Float32Array {
  return new Float32Array(rows * columns).map((_, i) => (Math.floor(i / columns) === i % columns ? 1 : 0));
}

function rowsOf([rows, columns]: readonly [number, number], { of, height, at }: Initialiser & { kind: 'rows' }, random: RandomStream): Float32Array {
  const whole = initialise({ name: '', shape: [height, columns], initialiser: of }, random);
  return new Float32Array(rows * columns).map((_, i) => whole[at(Math.floor(i / columns)) * columns + (i % columns)]!);
}

/** One matrix `[rows, blocks · columns]` out of `blocks` matrices `[rows, columns]`. */
function sideBySide(shape: readonly number[], blocks: number, draw: (rows: number, columns: number) => ArrayLike<number>): Float32Array {
  const [rows, width] = shape as [number, number];
  const columns = width / blocks;
  const whole = new Float32Array(rows * width);
  for (let block = 0; block < blocks; block++) {
    const matrix = draw(rows, columns);
    for (let i = 0; i < matrix.length; i++) {
      whole[Math.floor(i / columns) * width + block * columns + (i % columns)] = matrix[i]!;
    }
  }
  return whole;
}
