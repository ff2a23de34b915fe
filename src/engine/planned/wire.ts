import type { Depth, Job } from './jobs.ts';

// A job as the numbers that the other threads read it from.

const kinds = ['pass', 'reduce', 'update', 'pack'] as const;
const depths: readonly Depth[] = ['outputs', 'loss', 'gradient'];

export const writeJob = (job: Job): readonly number[] => [kinds.indexOf(job.kind), ...numbersOf(job)];

function numbersOf(job: Job): number[] {
  switch (job.kind) {
    case 'pass': {
      const { shape: { tau, B, members, xIndices, yIndices, xMasked, yMasked, looked }, until, scale, adds } = job;
      return [tau, B, members, depths.indexOf(until), scale, ...[xIndices, yIndices, xMasked, yMasked, looked, adds].map(Number)];
    }
    case 'reduce': return [job.limit, job.members];
    case 'update': return [job.limit, job.learningRate, job.step, job.members, job.scales.length, ...job.scales];
    case 'pack': return [job.members];
  }
}

export function readJob(numbers: Float64Array): Job {
  const [kind, a, b, c, d, e] = numbers as unknown as [number, number, number, number, number, number];
  const rest = numbers.subarray(6);
  switch (kinds[kind]!) {
    case 'pass': {
      const [xIndices, yIndices, xMasked, yMasked, looked, adds] = Array.from(rest.subarray(0, 6), Boolean) as [boolean, boolean, boolean, boolean, boolean, boolean];
      return { kind: 'pass', shape: { tau: a, B: b, members: c, xIndices, yIndices, xMasked, yMasked, looked }, until: depths[d]!, scale: e, adds };
    }
    case 'reduce': return { kind: 'reduce', limit: a, members: b };
    case 'update': return { kind: 'update', limit: a, learningRate: b, step: c, members: d, scales: Array.from(rest.subarray(0, e)) };
    case 'pack': return { kind: 'pack', members: a };
  }
}
