/** The peers of Unfold, as `--against` names them. */
export const peers = ['torch', 'tfjs', 'numpy'] as const;
export type Peer = typeof peers[number];

/** One who competes: an engine on so many threads, a process of its own. */
export interface Entrant {
  readonly engine: keyof typeof families;
  readonly threads: number;
}

/** Whose each engine is, and whether it can compute on several threads. */
export const families = {
  'planned': { of: 'unfold', threaded: true },
  'tfjs': { of: 'unfold', threaded: false },
  /** The tfjs route with fused ops off: what a cell of one's own runs on. */
  'tfjs-unfused': { of: 'unfold', threaded: false },
  /** The same with the LSTM that a new cell is written from, compiled as a run does it. */
  'tfjs-own': { of: 'unfold', threaded: false },
  'reservoir': { of: 'unfold', threaded: true },
  'torch': { of: 'torch', threaded: true },
  /** PyTorch with subnormal numbers flushed to zero. */
  'torch-flush': { of: 'torch', threaded: true },
  /** PyTorch sampling from an LSTMCell, called step by step. */
  'torch-cell': { of: 'torch', threaded: true },
  /** Stock layers on the untouched WASM backend. */
  'tfjs-layers': { of: 'tfjs', threaded: false },
  /** A cell written by hand in stock ops on the untouched WASM backend. */
  'tfjs-ops': { of: 'tfjs', threaded: false },
  'numpy': { of: 'numpy', threaded: true },
  /** numpy driven in float32, with the Gram matrix in float64 all the same. */
  'numpy-float32': { of: 'numpy', threaded: true },
} as const satisfies Record<string, { of: 'unfold' | Peer; threaded: boolean }>;

export const isOurs = ({ engine }: Entrant): boolean => families[engine].of === 'unfold';

/** The name an engine has in an experiment file. */
export const publicName = (engine: Entrant['engine']): string => (engine === 'tfjs-unfused' ? 'tfjs' : engine);

/** Unfold's own, as `--engines` and the results name them. */
export const engines = ['planned', 'tfjs', 'tfjs-own', 'reservoir'] as const;
export type OwnEngine = typeof engines[number];

export const entrantName = ({ engine, threads }: Entrant): string => `${engine} on ${threads === 1 ? 'one thread' : `${threads} threads`}`;

/**
 * Who competes. A peer on one thread is always among them, since the peer of many threads is the faster of both.
 * @param against the peers wanted @param threads the thread counts wanted of Unfold
 */
export function entrantsOf(engines: readonly Entrant['engine'][], against: readonly Peer[], threads: readonly number[]): Entrant[] {
  return engines.flatMap(engine => {
    const { of, threaded } = families[engine];
    if (of !== 'unfold' && !against.includes(of)) return [];
    if (!threaded) return [{ engine, threads: 1 }];
    const counts = of === 'unfold' ? threads : [...new Set([1, ...threads])];
    return counts.map(threads => ({ engine, threads }));
  });
}
