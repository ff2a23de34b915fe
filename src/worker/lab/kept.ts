import type { NamedArray } from '../../core/checkpoint/checkpoint.ts';
import type { LearntSums } from '../../engine/reservoir/gram.ts';
import type { DrawnWeights } from './drawnNetwork.ts';

/** What is kept of a reservoir that was driven by a series: from it any ridge is solved for, without driving again. */
export interface Drive {
  /** What of the options and the seed decides on the states, as text. */
  readonly states: string;
  /** What decides on the products of states besides: which steps are learnt from, with what noise. */
  readonly products: string;
  /** What decides on the other sums besides. */
  readonly sums: string;
  /** `[steps, inputs]`, what drove it. */
  readonly x: Float32Array;
  /** `[steps]`, what was learnt. */
  readonly y: Float32Array;
  /** U, W and b by their names in a checkpoint. */
  readonly tensors: Readonly<Record<string, NamedArray>>;
  readonly weights: DrawnWeights;
  /** `[steps, units]`; of a long series none are kept. */
  readonly known: Float32Array | undefined;
  /** Of states and targets in the part that is learnt from. */
  readonly learnt: LearntSums;
}

type Wanted = Pick<Drive, 'states' | 'products' | 'sums' | 'x' | 'y'>;

/** What a drive that was kept is good for: all that is to be learnt, the products of its states, or its states alone. */
interface FoundDrive {
  readonly drive: Drive;
  readonly has: 'all' | 'products' | 'states';
}

/** The last drives of a lab. */
export class KeptDrives {
  #drives: readonly Drive[] = [];

  /** @param most bytes of all of them; the last one may be larger */
  constructor(private readonly most = 2 ** 28) {}

  /** That with these states: the one that also learnt this, or the most of it, if there is one. What was learnt may be of less than its states are of. */
  find(wanted: Wanted): FoundDrive | undefined {
    const alike = this.#drives.filter(({ states, x }) => states === wanted.states && beginsWith(x, wanted.x));
    const products = alike.filter((one) => one.products === wanted.products);
    const drive = products.find((one) => one.sums === wanted.sums && one.y.length === wanted.y.length && beginsWith(one.y, wanted.y));
    if (drive) return { drive, has: 'all' };
    if (products[0]) return { drive: products[0], has: 'products' };
    return alike[0] && { drive: alike[0], has: 'states' };
  }

  /** Keeps it as the newest; the oldest go where there is no room. */
  keep(drive: Drive): void {
    const newest = [drive, ...this.#drives.filter((one) => one !== drive)];
    let bytes = 0;
    this.#drives = newest.filter((one, place) => (bytes += bytesOf(one)) <= this.most || place === 0);
  }
}

const bytesOf = ({ x, y, known, learnt, tensors }: Drive): number =>
  [x, y, known, learnt.sums, ...Object.values(tensors).flatMap(({ data }) => [data, data])].reduce((sum, array) => sum + (array?.byteLength ?? 0), 0);

function beginsWith(whole: Float32Array, part: Float32Array): boolean {
  if (whole.length < part.length) return false;
  for (let i = 0; i < part.length; i++) if (part[i] !== whole[i]) return false;
  return true;
}
