import type { RandomStream } from './random.ts';
import { spectralRadius } from './spectralRadius.ts';
import type { Operator } from './spectralRadius.ts';
import { atOnce, pieces } from './turns.ts';
import type { Turns } from './turns.ts';

/** How the units of a reservoir are wired to each other. */
export interface ReservoirWiring {
  /** Any unit to any with the probability `density`; a ring; or a line, whose last unit leads nowhere. */
  readonly topology: 'random' | 'cycle' | 'delayLine';
  /** Largest |λ| of W. A line has none but 0: there it is the weight of each connection. */
  readonly radius: number;
  /** Of a random wiring, in (0, 1]. */
  readonly density: number;
}

/**
 * W of a reservoir, `[n, n]` row-major: from the unit of the row to that of the column.
 * Random: uniform weights scaled to the spectral radius (Jaeger 2001). Cycle and delay line: one weight for all connections (Rodan &
 * Tiňo 2011, doi:10.1109/TNN.2010.2089641).
 * @throws NoLoop where so few connections are drawn that no loop comes about
 */
export const reservoirMatrix = (n: number, wiring: ReservoirWiring, random: RandomStream): Float64Array => atOnce(drawingReservoir(n, wiring, random));

/** Nothing that enters comes back to where it was, so that nothing is remembered. */
export class NoLoop extends Error {
  /** @param where of several reservoirs, ` in layer 2` */
  constructor(readonly units: number, readonly density: number, where = '') {
    super(`With ${units.toLocaleString('en-GB')} unit${units === 1 ? '' : 's'} and a density of ${density < 1e-3 ? density.toExponential() : density}${where} none comes back to itself, so that nothing is remembered: raise the density, or take more units.`);
  }
}

/** The same in pieces. */
export function* drawingReservoir(n: number, { topology, radius, density }: ReservoirWiring, random: RandomStream): Turns<Float64Array> {
  if (topology !== 'random') return chain(n, radius, topology === 'cycle');
  for (let draw = 0; draw < 10; draw++) {
    const W = yield* drawingConnections(n, density, random);
    if (radius === 0) return new Float64Array(n * n);
    const own = yield* spectralRadius(yield* operator(W, n), random);
    if (own > 1e-6) return yield* scaled(W, radius / own);
  }
  throw new NoLoop(n, density);
}

/** A random wiring before it is scaled: weights uniform in ±1. */
export function* drawingConnections(n: number, density: number, random: RandomStream): Turns<Float64Array> {
  const W = new Float64Array(n * n);
  for (const [from, to] of pieces(W.length)) {
    for (let i = from; i < to; i++) if (random.uniform() < density) W[i] = random.uniform(-1, 1);
    yield;
  }
  return W;
}

function chain(n: number, weight: number, closed: boolean): Float64Array {
  const W = new Float64Array(n * n);
  for (let i = 0; i < (closed ? n : n - 1); i++) W[i * n + ((i + 1) % n)] = weight;
  return W;
}

/** In place. */
function* scaled(W: Float64Array, factor: number): Turns<Float64Array> {
  for (const [from, to] of pieces(W.length)) {
    for (let i = from; i < to; i++) W[i] = W[i]! * factor;
    yield;
  }
  return W;
}

/** What is not 0 of a matrix, row by row, as it multiplies a column. */
function* operator(W: Float64Array, n: number): Turns<Operator> {
  const ends = new Uint32Array(n);
  let count = 0;
  for (let i = 0, place = 0; i < n; i++) {
    for (const end = place + n; place < end; place++) if (W[place] !== 0) count++;
    ends[i] = count;
    if (i % 64 === 0) yield;
  }
  const [columns, weights] = [new Uint32Array(count), new Float64Array(count)];
  for (let i = 0, place = 0, p = 0; i < n; i++) {
    for (let j = 0; j < n; j++, place++) {
      if (W[place] === 0) continue;
      columns[p] = j;
      weights[p++] = W[place]!;
    }
    if (i % 64 === 0) yield;
  }
  return {
    size: n,
    multiply(v) {
      const product = new Float64Array(n);
      for (let i = 0, p = 0; i < n; i++) {
        let sum = 0;
        for (const end = ends[i]!; p < end; p++) sum += weights[p]! * v[columns[p]!]!;
        product[i] = sum;
      }
      return product;
    },
  };
}
