import { join } from 'node:path';
import type { Engine } from '../../../src/core/train/engine.ts';
import { startEngineHere } from '../../../src/worker/node/engine.ts';

export interface EngineWish {
  readonly route: 'planned' | 'tfjs';
  readonly threads: number;
}

/** The built program, beside whose folder `bench` the contestants lie. */
const dist = join(__dirname, '..');

/** The one place where the benchmarks reach Unfold's engines. Every workload is a stack of an LSTM, GRU or tanh cell. */
export function openEngine({ route, threads }: EngineWish): Promise<Engine> {
  const lstm = { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'uniform' } as const;
  const layer = { cell: lstm, hiddenSize: 1, direction: 'forward', depth: { input: 0, hidden: 0, skip: false } } as const;
  return startEngineHere({ device: 'wasm', engine: route, threads, training: { omega: 0 }, model: { layers: [layer], output: 'each', outputDepth: 0, recurrence: 'hidden', context: { as: 'none' }, ending: 'symbol' } }, dist);
}
