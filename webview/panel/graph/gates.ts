import type { Matrix, ProbeRecord } from '../../../src/core/train/records.ts';
import { mix } from '../../shared/theme.ts';
import type { Theme } from '../../shared/theme.ts';

/** A gate by its letter, what a probe calls it, and its values over the steps. */
export interface Gate {
  readonly letter: string;
  readonly probe: string;
  readonly matrix: Matrix;
}

/** The gates of each chain, by its name: `layers.0`, `layers.0.forward`, `encoder.layers.0`. The weightings of a memory are gates, too. */
export function gatesOf({ values }: Pick<ProbeRecord, 'values'>): { readonly chain: string; readonly gates: readonly Gate[] }[] {
  const chains = new Map<string, Gate[]>();
  for (const [probe, matrix] of Object.entries(values)) {
    const [chain = '', letter] = probe.split('.gate.');
    if (letter !== undefined) chains.set(chain, [...chains.get(chain) ?? [], { letter, probe, matrix }]);
  }
  return [...chains].map(([chain, gates]) => ({ chain, gates }));
}

/** The pixels of a gate, row by row: a column for each step, a row for each unit; the colours of −1, 0 and 1, as activations have them. */
export function picture({ shape: [tau = 0, n = 0], data }: Matrix, { negative, neutral, positive }: Pick<Theme, 'negative' | 'neutral' | 'positive'>): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(n * tau * 4);
  for (let t = 0; t < tau; t++) for (let unit = 0; unit < n; unit++) {
    const value = data[t * n + unit]!;
    pixels.set([...mix(neutral, value < 0 ? negative : positive, Math.min(1, Math.abs(value))), 255], (unit * tau + t) * 4);
  }
  return pixels;
}
