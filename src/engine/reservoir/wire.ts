import type { ReservoirJob, Units } from './jobs.ts';

// A job as the numbers that the other threads read it from.

export function writeJob(job: ReservoirJob): readonly number[] {
  if (job.kind === 'gram') return [0, job.rows, job.stride, job.steps, job.panels, job.sums, job.members];
  const { columns, x, rows, stride, steps, alpha, shares } = job;
  return [1, columns, x, rows, stride, steps, alpha, shares.length, ...shares.flatMap(({ first, count, weights, pairs }) => [first, count, weights, pairs])];
}

export function readJob(numbers: Float64Array): ReservoirJob {
  const [kind, a, b, c, d, e, f, g] = numbers as unknown as [number, number, number, number, number, number, number, number];
  if (kind === 0) return { kind: 'gram', rows: a, stride: b, steps: c, panels: d, sums: e, members: f };
  const shares = Array.from({ length: g }, (_, i) => unitsOf(numbers.subarray(8 + 4 * i)));
  return { kind: 'drive', columns: a, x: b, rows: c, stride: d, steps: e, alpha: f, shares };
}

function unitsOf(numbers: Float64Array): Units {
  const [first, count, weights, pairs] = numbers as unknown as [number, number, number, number];
  return { first, count, weights, pairs };
}
