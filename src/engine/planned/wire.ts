import { jobBytes, jobNumbers } from './control.ts';
import type { Depth, Job } from './jobs.ts';

// A job as the numbers that the other threads read it from.

const kinds = ['pass', 'reduce', 'update', 'pack', 'leave'] as const;
const depths: readonly Depth[] = ['outputs', 'loss', 'gradient'];

/** A job, or the last word: there will be no other. */
export type Order = Job | { readonly kind: 'leave' };

const wire = (memory: WebAssembly.Memory): Float64Array => new Float64Array(memory.buffer, jobBytes, jobNumbers);

export function writeOrder(memory: WebAssembly.Memory, order: Order): void {
  wire(memory).set([kinds.indexOf(order.kind), ...numbersOf(order)]);
}

function numbersOf(order: Order): number[] {
  switch (order.kind) {
    case 'pass': {
      const { shape: { tau, B, members, xIndices, yIndices, xMasked, yMasked }, until, scale, adds } = order;
      return [tau, B, members, depths.indexOf(until), scale, ...[xIndices, yIndices, xMasked, yMasked, adds].map(Number)];
    }
    case 'reduce': return [order.limit, order.members];
    case 'update': return [order.limit, order.learningRate, order.step, order.members, order.scales.length, ...order.scales];
    case 'pack': return [order.members];
    case 'leave': return [];
  }
}

export function readOrder(memory: WebAssembly.Memory): Order {
  const numbers = wire(memory);
  const [kind, a, b, c, d, e] = numbers as unknown as [number, number, number, number, number, number];
  const rest = numbers.subarray(6);
  switch (kinds[kind]!) {
    case 'pass': {
      const [xIndices, yIndices, xMasked, yMasked, adds] = Array.from(rest.subarray(0, 5), Boolean) as [boolean, boolean, boolean, boolean, boolean];
      return { kind: 'pass', shape: { tau: a, B: b, members: c, xIndices, yIndices, xMasked, yMasked }, until: depths[d]!, scale: e, adds };
    }
    case 'reduce': return { kind: 'reduce', limit: a, members: b };
    case 'update': return { kind: 'update', limit: a, learningRate: b, step: c, members: d, scales: Array.from(rest.subarray(0, e)) };
    case 'pack': return { kind: 'pack', members: a };
    case 'leave': return { kind: 'leave' };
  }
}
