import { expect, it } from 'vitest';
import { performancePage } from './performancePage.ts';
import type { Row } from './rows.ts';

const peers = [{ engine: 'torch', threads: 1, msMedian: 30.5, msBest: 29, msQuartiles: [30, 31], tokensPerSecond: 67_148 }] as const;
const rows: Row[] = [
  {
    workload: 'lstm-128', engine: 'planned', threads: 1, msMedian: 25, msBest: 24, msQuartiles: [24.5, 26], tokensPerSecond: 81_920,
    ratio: { torch: 1.22, tfjs: 14, numpy: null }, peers,
  },
  {
    workload: 'memory-lstm-128', engine: 'planned', threads: 1, msMedian: null, msBest: null, msQuartiles: null, tokensPerSecond: null,
    ratio: { torch: null, tfjs: 12.5, numpy: null }, peers: [], megabytes: 16,
  },
  {
    workload: 'memory-esn-500-dense', engine: 'reservoir', threads: 1, msMedian: null, msBest: null, msQuartiles: null, tokensPerSecond: null,
    ratio: { torch: null, tfjs: null, numpy: 4 }, peers: [], megabytes: 16, matrix: 40, peerMegabytes: 64,
  },
  {
    workload: 'scaling-tau', engine: 'planned', threads: 1, msMedian: null, msBest: null, msQuartiles: null, tokensPerSecond: null,
    ratio: { torch: null, tfjs: null, numpy: null }, peers: [], slope: 1.02, points: [{ at: 32, msMedian: 5 }, { at: 64, msMedian: 10.1 }],
  },
];

it('shows the machine, the figures to reach, and what was measured or not', () => {
  const page = performancePage({ rows, about: { Processor: 'Some CPU', Node: 'v24.0.0' }, remarks: ['PyTorch is not there.'], date: new Date('2026-02-03T04:05:06Z') });
  const lines = page.split('\n');
  expect(page).toContain('on 2026-02-03.');
  for (const line of [
    '| Processor | Some CPU |',
    '- PyTorch is not there.',
    '| lstm-128, one thread: × PyTorch, one thread | ≥ 1.1 | 1.22 | reached |',
    '| lstm-128, one thread: × stock tfjs layers on WASM | ≥ 15 | 14.0 | missed by 7 % |',
    '| lstm-32, two threads: × PyTorch at its best of one and two | ≥ 3.5 |  | not measured |',
    '| peak memory: times less than stock tfjs layers, the smallest of all models | ≥ 10 | 12.5 | reached |',
    '| cost ∝ tau to the power | 0.9–1.1 | 1.02 | reached |',
    '| lstm-128 | planned | 1 | 25.0 | 24.5–26.0 | 24.0 | 81,920 | 1.22 | 14.0 |  |',
    '|  | torch | 1 | 30.5 | 30.0–31.0 | 29.0 | 67,148 |  |  |  |',
    '| lstm-128 | planned | 16.0 | 12.5 |',
    '| esn-500-dense | reservoir | 16.0 | 40.0 | 0.40 | 64.0 | 4.00 |',
    '| tau | planned | 1.02 | 32: 5.00, 64: 10.1 |',
  ]) expect(lines).toContain(line);
});
