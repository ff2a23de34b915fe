import { execFile } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeSafetensors } from '../../src/core/checkpoint/safetensors.ts';
import { checkAgreement } from './lib/agreement.ts';
import { Contestant } from './lib/contestant.ts';
import { draw } from './lib/draw.ts';
import type { Tensors } from './lib/draw.ts';
import { Exchange } from './lib/exchange.ts';
import { smoke } from './lib/workloads.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bundle = (name: string) => join(root, 'dist/bench', name);

describe('the benchmarks', () => {
  const run = promisify(execFile);
  const bench = (...parameters: string[]) => run(process.execPath, [bundle('main.js'), ...parameters]);
  const pages = async () => {
    const names = (await readdir(join(root, 'docs'))).filter(name => name.startsWith('performance-'));
    return Promise.all(names.map(async name => [name, await readFile(join(root, 'docs', name), 'utf8')]));
  };

  it('print rows a program can read, and leave the pages alone', async () => {
    const before = await pages();
    expect(before).not.toEqual([]);
    const { stdout, stderr } = await bench('--json', '--only', 'smoke', '--against', 'none', '--engines', 'tfjs', '--slice', '20', '--rounds', '2');
    const rows = JSON.parse(stdout) as unknown[];
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ workload: 'smoke', engine: 'tfjs', threads: 1, ratio: { torch: null, tfjs: null, numpy: null }, peers: [] });
    const { msMedian, msBest, tokensPerSecond } = rows[0] as Record<string, number>;
    expect(msBest).toBeGreaterThan(0);
    expect(msMedian).toBeGreaterThanOrEqual(msBest!);
    expect(tokensPerSecond).toBeCloseTo(8000 / msMedian!, 6);
    expect(stderr).toContain('smoke');
    expect(await pages()).toEqual(before);
  });

  it('know their workloads', async () => {
    await expect(bench('--only', 'lstm-31')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('There is no workload "lstm-31"') as string });
  });
});

describe('two who compete', () => {
  const contestants = ['one', 'another'].map(name =>
    new Contestant({ name, program: process.execPath, parameters: [bundle('unfold.js'), 'tfjs', '1'], env: process.env }));
  let exchange: Exchange;
  beforeAll(async () => { exchange = await Exchange.open(); });
  afterAll(() => Promise.all([exchange.close(), ...contestants.map(contestant => contestant.close())]));

  const figuresOf = async (contestant: Contestant, file: string) => {
    await contestant.ask({ do: 'prepare', workload: smoke.workload, file });
    return { name: contestant.name, figures: await contestant.ask({ do: 'check' }) };
  };

  it('agree where they read the same weights', async () => {
    const file = await exchange.file(smoke.workload);
    const [own, other] = await Promise.all(contestants.map(contestant => figuresOf(contestant, file)));
    expect(Object.keys(own!.figures)).toEqual(['loss', 'gradient norm', 'loss after two updates']);
    expect(() => checkAgreement(own!, other!)).not.toThrow();
  });

  it('do not where one weight is another', async () => {
    const file = await exchange.file(smoke.workload);
    const changed = `${file}.changed`;
    await writeFile(changed, encoded(withAnotherWeight(draw(smoke.workload))));
    const [own, other] = [await figuresOf(contestants[0]!, file), await figuresOf(contestants[1]!, changed)];
    expect(() => checkAgreement(own, other)).toThrow(/^loss is .* by one, .* by another: they do not compute the same/);
  });
});

function withAnotherWeight(tensors: Tensors): Tensors {
  const { shape, data } = tensors['c']!;
  return { ...tensors, c: { shape, data: data.map((value, i) => (i === 0 ? value + 0.1 : value)) } };
}

function encoded(tensors: Tensors): Uint8Array {
  return encodeSafetensors(Object.entries(tensors).map(([name, array]) => ({ name, dtype: 'F32' as const, ...array })), {});
}
