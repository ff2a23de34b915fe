import type { DrawnTensors } from './drawnNetwork.ts';

/** What is kept of a reservoir that was driven by series whose classes are told: from it any ridge is solved for, without driving again. */
export interface Pooled {
  /** What of the options, the series and the seed decides on the states, as text. */
  readonly key: string;
  /** `[steps, inputs]`, what drove it. */
  readonly x: Float32Array;
  readonly tensors: DrawnTensors;
  /** Of each series, what its readout reads, pooled: `[features]`. */
  readonly states: readonly Float32Array[];
}

/** The last of a lab. */
export class KeptPooled {
  #kept: readonly Pooled[] = [];

  /** @param most bytes of all of them; the last one may be larger */
  constructor(private readonly most = 2 ** 27) {}

  find(key: string, x: Float32Array): Pooled | undefined {
    return this.#kept.find((one) => one.key === key && isSame(one.x, x));
  }

  /** Keeps it as the newest; the oldest go where there is no room. */
  keep(pooled: Pooled): void {
    let bytes = 0;
    this.#kept = [pooled, ...this.#kept.filter((one) => one !== pooled)].filter((one, place) => (bytes += bytesOf(one)) <= this.most || place === 0);
  }
}

const bytesOf = ({ x, states, tensors }: Pooled): number => [x, ...states, ...Object.values(tensors).map(({ data }) => data)].reduce((sum, { byteLength }) => sum + byteLength, 0);

function isSame(a: Float32Array, b: Float32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
