import { describe, expect, it } from 'vitest';
import type { Entrant } from './entrants.ts';
import { rowsOf } from './rows.ts';
import { smoke } from './workloads.ts';

const took = (engine: Entrant['engine'], threads: number, ...rounds: number[][]) => ({ entrant: { engine, threads }, rounds });

describe('rows', () => {
  it('are one for each engine of Unfold, the peers beside it', () => {
    const rows = rowsOf(smoke.workload, [took('planned', 1, [1, 2, 3]), took('tfjs', 1, [10]), took('torch', 1, [4])]);
    expect(rows.map(({ workload, engine, threads }) => [workload, engine, threads])).toEqual([['smoke', 'planned', 1], ['smoke', 'tfjs', 1]]);
    expect(rows[0]).toMatchObject({ msMedian: 2, msBest: 1, msQuartiles: [1.5, 2.5], tokensPerSecond: 4000, ratio: { torch: 2, tfjs: null, numpy: null } });
    expect(rows[0]!.peers).toMatchObject([{ engine: 'torch', threads: 1, msMedian: 4, tokensPerSecond: 2000 }]);
  });

  it('set two threads against the peer at its faster setting, one thread against one', () => {
    const measured = (both: number) => [took('planned', 1, [2]), took('planned', 2, [1]), took('torch', 1, [6]), took('torch', 2, [both])];
    const ratios = (both: number) => rowsOf(smoke.workload, measured(both)).map(({ ratio }) => ratio.torch);
    expect(ratios(4)).toEqual([3, 4]);
    expect(ratios(9)).toEqual([3, 6]);
  });

  it('set Unfold against the fastest of a peer\'s variants', () => {
    const [row] = rowsOf(smoke.workload, [took('planned', 1, [1]), took('torch', 1, [5]), took('torch-flush', 1, [1.5])]);
    expect(row!.ratio.torch).toBe(1.5);
  });

  it('name an engine as an experiment does', () => {
    const [row] = rowsOf(smoke.workload, [took('tfjs-unfused', 1, [1]), took('tfjs-ops', 1, [3])]);
    expect(row).toMatchObject({ engine: 'tfjs', ratio: { tfjs: 3 } });
  });
});
