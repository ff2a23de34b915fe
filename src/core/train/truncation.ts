import { countIn, type Batch, type Indices, type Mask, type Rows } from '../data/batch.ts';
import type { Backpropagation } from '../spec/experiment.ts';

/** A stretch of a batch through which the gradient of its own outputs flows back. */
export interface Segment {
  /** Its steps. Of their outputs those of an earlier segment do not count again. */
  readonly batch: Batch;
  /** Which step of the whole its first one is. */
  readonly from: number;
  /** Whether any output counts; if none does, only the states go on. */
  readonly counts: boolean;
  /** True where it begins at the end of the segment before it. Else it begins where that one began, or after `lead`. */
  readonly continues: boolean;
  /** Steps from the beginning of the segment before it to its own, which are read without a gradient. */
  readonly lead?: Batch;
}

/**
 * A batch as truncated back-propagation through time reads it: after every k1 steps, the losses of these k1 steps flow back through
 * the last k2, whose first state is a constant (BPTT(h; h′) of Williams & Peng 1990, doi:10.1162/neco.1990.2.4.490: h = k2,
 * h′ = k1). The gradients of all segments add up to that of one update. With k1 ≥ tau there is one segment, the batch itself.
 */
export function* segments(batch: Batch, backpropagation: Backpropagation): Generator<Segment> {
  const { tau } = batch;
  const { k1, k2 } = backpropagation.kind === 'full' ? { k1: tau, k2: tau } : backpropagation;
  if (k1 >= tau) {
    yield { batch, from: 0, counts: true, continues: false };
    return;
  }
  let before = 0;
  for (let counted = 0; counted < tau; counted += k1) {
    const end = Math.min(counted + k1, tau);
    const begin = Math.max(0, end - k2);
    const own = stretch(batch, begin, end, counted);
    const continues = counted > 0 && begin === counted;
    const lead = begin > before && !continues ? { lead: stretch(batch, before, begin, begin) } : {};
    yield { batch: own, from: begin, counts: countIn(own.y, own.batchSize) > 0, continues, ...lead };
    before = begin;
  }
}

/** A batch in pieces of so many steps, the last one shorter, each to go on from the state that the one before it left. */
export function* stretches(batch: Batch, length: number): Generator<Pick<Segment, 'batch' | 'from'>> {
  for (let from = 0; from < batch.tau; from += length) yield { batch: stretch(batch, from, Math.min(from + length, batch.tau), from), from };
}

/** Whether a gradient turns back within so many steps. */
export const isCut = (tau: number, backpropagation: Backpropagation): boolean => backpropagation.kind === 'truncated' && backpropagation.k1 < tau;

/** The steps begin … end − 1 of a batch; outputs before `counted` do not count, nor one that comes after the last step of all. */
function stretch({ x, y, tau, ...batch }: Batch, begin: number, end: number, counted: number): Batch {
  const B = batch.batchSize;
  const own = y.tau === tau
    ? withMask(steps(y, B, begin, end), B, t => begin + t >= counted)
    : withMask(y, B, () => end === tau);
  return { ...batch, tau: end - begin, x: steps(x, B, begin, end), y: own };
}

function steps(values: Indices | Rows, B: number, begin: number, end: number): Indices | Rows {
  const { mask, size, tau, data } = values;
  const masked = mask && { mask: columns(mask, B, tau, begin, end, 1) };
  return values.kind === 'indices'
    ? { ...values, ...masked, tau: end - begin, data: columns(data as Int32Array, B, tau, begin, end, 1) }
    : { ...values, ...masked, tau: end - begin, data: columns(data as Float32Array, B, tau, begin, end, size) };
}

/** `[B, tau, size]` → `[B, end − begin, size]` */
function columns<A extends Int32Array | Float32Array>(data: A, B: number, tau: number, begin: number, end: number, size: number): A {
  const part = data.slice(0, B * (end - begin) * size) as A;
  for (let b = 0; b < B; b++) part.set(data.subarray((b * tau + begin) * size, (b * tau + end) * size), b * (end - begin) * size);
  return part;
}

/** With a mask that is 0 at every step where `counts` says no; with none where it always says yes. */
function withMask(values: Indices | Rows, B: number, counts: (t: number) => boolean): Indices | Rows {
  const every = Array.from({ length: values.tau }, (_, t) => counts(t));
  if (!every.includes(false)) return values;
  const mask: Mask = Float32Array.from({ length: B * values.tau }, (_, i) => Number(every[i % values.tau]) * (values.mask?.[i] ?? 1));
  return { ...values, mask };
}
