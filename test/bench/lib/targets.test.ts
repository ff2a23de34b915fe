import { describe, expect, it } from 'vitest';
import { cellWaits } from './measureCells.ts';
import { noRatio, noTiming } from './rows.ts';
import type { Row } from './rows.ts';
import { targets, verdict } from './targets.ts';
import { races, remembered, reservoirs } from './workloads.ts';

const row = (workload: string, engine: string, threads: number, more: Partial<Row> = {}): Row =>
  ({ workload, engine, threads, ...noTiming, ratio: noRatio, peers: [], ...more });
const target = (beginning: string) => targets.find(({ figure }) => figure.startsWith(beginning))!;

describe('a verdict', () => {
  const atLeast = { figure: '', least: 2, read: () => undefined };

  it('says how far a figure was missed, never by nothing', () => {
    expect(verdict(atLeast, 2)).toBe('reached');
    expect(verdict(atLeast, 1.5)).toBe('missed by 25 %');
    expect(verdict(atLeast, 1.9999)).toBe('missed by 1 %');
    expect(verdict(atLeast, undefined)).toBe('not measured');
  });

  it('knows a figure that must not be too large either', () => {
    expect(verdict({ ...atLeast, most: 4 }, 5)).toBe('missed by 25 %');
    expect(verdict({ ...atLeast, most: 4 }, 4)).toBe('reached');
  });
});

describe('figures to reach', () => {
  it('read their own row and no other', () => {
    const rows = [
      row('lstm-128', 'planned', 1, { ratio: { torch: 1.2, tfjs: 20, numpy: null } }), row('lstm-128', 'planned', 2, { ratio: { torch: 2.5, tfjs: 40, numpy: null } }),
      row('lstm-128', 'tfjs', 1, { ratio: { torch: 0.1, tfjs: 3, numpy: null } }),
    ];
    expect(target('lstm-128, two threads').read(rows)).toBe(2.5);
    expect(target('lstm-128, one thread: × PyTorch').read(rows)).toBe(1.2);
    expect(target('lstm-128, one thread: × stock').read(rows)).toBe(20);
    expect(target('lstm-32, two threads').read(rows)).toBeUndefined();
  });

  it('take the better thread count of a reservoir', () => {
    const rows = [1, 2].map(threads => row('esn-1000-sparse', 'reservoir', threads, { ratio: { ...noRatio, numpy: threads * 0.75 } }));
    expect(target('esn-1000-sparse').read(rows)).toBe(1.5);
  });

  it('take the model whose memory is worst', () => {
    const rows = remembered.map(({ name }, i) => row(`memory-${name}`, 'planned', 1, { ratio: { ...noRatio, tfjs: 12 - i } }));
    expect(target('peak memory').read(rows)).toBe(12 - remembered.length + 1);
  });

  it('take the reservoir that holds most of what it does without', () => {
    const rows = reservoirs.map(({ name }, i) => row(`memory-${name}`, 'reservoir', 1, { megabytes: 1 + i, matrix: 16 }));
    expect(target('peak memory of a fit').read(rows)).toBe(reservoirs.length / 16);
  });

  it('make steps a minute of milliseconds a step', () => {
    expect(target('Moby-Dick').read([row('moby-dick-128', 'planned', 2, { msMedian: 20 })])).toBe(3000);
  });

  it('are measured by workloads that exist', () => {
    const everything = races.flatMap(({ workload, engines }) => engines.map(engine =>
      [1, 2].map(threads => row(workload.name, engine === 'tfjs-unfused' ? 'tfjs' : engine, threads, { msMedian: 1, ratio: { torch: 1, tfjs: 1, numpy: 1 } })))).flat();
    const studies = [...['tau', 'B'].map(size => row(`scaling-${size}`, 'planned', 1, { slope: 1 })),
      ...remembered.map(({ name }) => row(`memory-${name}`, 'planned', 1, { ratio: { ...noRatio, tfjs: 1 } })), ...reservoirs.map(({ name }) => row(`memory-${name}`, 'reservoir', 1, { megabytes: 2, matrix: 8 })), ...['lab', 'lab-ridge', 'lab-inputs', 'lab-squares', 'lab-squares-at-once', 'lab-squares-ridge', 'lab-lms', 'lab-rls', 'lab-classes', 'lab-classes-ridge', 'lab-forecast', ...cellWaits].map(name => row(name, 'planned', 2, { msMedian: 1 }))];
    expect(targets.filter(({ read }) => read([...everything, ...studies]) === undefined)).toEqual([]);
  });
});
