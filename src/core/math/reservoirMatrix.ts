import type { RandomStream } from './random.ts';
import { spectralRadius } from './spectralRadius.ts';

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
 * @throws Error, a sentence, where so few connections are drawn that no loop comes about
 */
export function reservoirMatrix(n: number, { topology, radius, density }: ReservoirWiring, random: RandomStream): Float64Array {
  if (topology !== 'random') return chain(n, radius, topology === 'cycle');
  for (let draw = 0; draw < 10; draw++) {
    const W = drawnConnections(n, density, random);
    if (radius === 0) return new Float64Array(n * n);
    const own = spectralRadius(operator(W, n), random);
    if (own > 1e-6) return W.map((weight) => weight * (radius / own));
  }
  throw new Error(`Of ${n} units with a density of ${density} none comes back to itself, so that nothing is remembered: raise \`density\` or \`hiddenSize\`.`);
}

/** A random wiring before it is scaled: weights uniform in ±1. */
export function drawnConnections(n: number, density: number, random: RandomStream): Float64Array {
  return Float64Array.from({ length: n * n }, () => (random.uniform() < density ? random.uniform(-1, 1) : 0));
}

function chain(n: number, weight: number, closed: boolean): Float64Array {
  const W = new Float64Array(n * n);
  for (let i = 0; i < (closed ? n : n - 1); i++) W[i * n + ((i + 1) % n)] = weight;
  return W;
}

/** What is not 0 of a matrix, row by row, as it multiplies a column. */
function operator(W: Float64Array, n: number) {
  const places = Uint32Array.from(W.keys()).filter((place) => W[place] !== 0);
  const [columns, weights] = [places.map((place) => place % n), Float64Array.from(places, (place) => W[place]!)];
  const ends = new Uint32Array(n);
  for (const place of places) ends[Math.floor(place / n)]!++;
  for (let i = 1; i < n; i++) ends[i] = ends[i]! + ends[i - 1]!;
  return {
    size: n,
    multiply(v: Float64Array): Float64Array {
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
