import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { describeSearch, roundsMade, searchRequest } from '../../src/cli/esnSearch.ts';
import type { SearchReport } from '../../src/cli/esnSearch.ts';
import type { ClassificationReport } from '../../src/protocol/classes.ts';
import type { EchoStateReport } from '../../src/protocol/echoState.ts';
import { narmaCsv } from '../worker/lab/narmaTable.ts';
import { bundle } from '../worker/lib/bundle.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';
import { start, unfold, withCommandLine } from './lib/unfold.ts';

withCommandLine();

beforeAll(async () => void await bundle('src/worker/nodeSearch.ts'));

const esn = ['esn', 'narma.csv', '--input', 'u', '--target', 'y', '--units', '20'];

test('the best of a search is what is fitted, and the rows that it is tested with are not those that chose it', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'narma.csv'), narmaCsv(900));
  const asked = [...esn, '--search', '9', '--method', 'halving', '--range', 'ridge=1e-9..1e-3,leak-rate', '--json'];
  const [searched, twice] = await Promise.all([unfold(folder, ...asked), unfold(folder, ...asked)]);
  expect([searched.code, searched.stderr]).toEqual([0, '']);
  const timeless = (json: string) => ({ ...JSON.parse(json) as object, seconds: 0 });
  expect(timeless(twice.stdout)).toEqual(timeless(searched.stdout));
  const report = JSON.parse(searched.stdout) as EchoStateReport & { search: SearchReport };
  const { trials, rungs, ranking, scores } = report.search;
  expect(report.search).toMatchObject({ judged: [441, 630] });
  expect([trials.length, rungs.map(rung => rung.trials), scores.length]).toEqual([9, [9, 3, 1], 13]);
  const best = trials[ranking[0]!]!.settings;
  expect(Object.keys(best)).toEqual(['leakRate', 'ridge']);
  expect(report.options).toMatchObject(best);
  const again = JSON.parse((await unfold(folder, ...esn, '--leak-rate', String(best.leakRate), '--ridge', String(best.ridge), '--json')).stdout) as EchoStateReport;
  expect(report.test).toEqual(again.test);
});

test('of classes the best is fitted, too, judged by series that it is not tested with', async () => {
  const folder = await temporaryFolder();
  const wave = (s: number, t: number) => Math.sin((s % 2 === 0 ? 0.3 : 0.5) * t + s) + Math.sin(7.3 * t * t + s);
  await writeFile(join(folder, 'kinds.csv'), `who,kind,u\n${Array.from({ length: 20 }, (_, s) => Array.from({ length: 30 }, (__, t) => `s${s},${'ab'[s % 2]},${wave(s, t)}`)).flat().join('\n')}\n`);
  const kinds = ['esn', 'kinds.csv', '--input', 'u', '--classes', 'kind', '--series', 'who', '--units', '20', '--washout', '5', '--squares'];
  const searched = await unfold(folder, ...kinds, '--search', '4', '--networks', '2', '--range', 'ridge', '--json');
  expect([searched.code, searched.stderr]).toEqual([0, '']);
  const report = JSON.parse(searched.stdout) as ClassificationReport & { search: SearchReport };
  const { trials, scores, ranking } = report.search;
  const { ridge } = trials[ranking[0]!]!.settings;
  expect([scores.length, scores[0]!.judged.length, report.options.ridge]).toEqual([4, 2, ridge]);
  expect(report.search).toMatchObject({ split: { test: expect.objectContaining({ length: 4 }), train: expect.objectContaining({ length: 10 }) } });
  const again = JSON.parse((await unfold(folder, ...kinds, '--ridge', String(ridge), '--json')).stdout) as ClassificationReport;
  expect([report.accuracy, report.confusion]).toEqual([again.accuracy, again.confusion]);
  const { stdout } = await unfold(folder, ...kinds, '--search', '4', '--range', 'ridge');
  expect(stdout).toMatch(/^The best of 4 trials, judged by 4 whole series, of every class \(with so few, one told otherwise may be chance\), which are neither learnt from nor tested with:\n\n *trial +ridge +told wrong in validation +networks\n.*% ± /);
});

const named = { search: '5' };
test.each([
  [{ search: 'many' }, '`trials` of a search takes a whole number from 2 to 10,000, not NaN.'],
  [{ ...named, method: 'grid' }, '--method takes random or halving, not "grid".'],
  [{ ...named, range: ['washout=1..2'] }, '--range washout=1..2: it is of one of units, spectral-radius, leak-rate, input-scaling, bias, density, ridge, feedback, noise.'],
  [{ ...named, range: ['leak-rate', 'ridge=1e-3'] }, '--range ridge=1e-3: write two numbers, ridge=FROM..TO.'],
  [{ ...named, range: ['ridge=1..1e-3'] }, '`ridge` is searched from the smaller to the larger number, not from 1 to 0.001.'],
  [{ method: 'halving' }, '--method is of a search: how many trials, --search N?'],
])('%j is refused', (values, sentence) => {
  expect(() => searchRequest(values)).toThrow(sentence);
});

test('after Ctrl-C only the rounds and trials that were made are told', () => {
  const trials = Array.from({ length: 9 }, (_, number) => ({ number, settings: { ridge: 1e-6 } }));
  const rungs = [{ trials: 9, share: 1 / 3, networks: 1 }, { trials: 3, share: 1, networks: 1 }, { trials: 1, share: 1, networks: 3 }];
  const made = (...counts: number[]) => counts.flatMap((count, rung) => trials.slice(0, count).map(({ number }) => ({ trial: number, rung, train: [0.1], judged: [0.2] })));
  const described = (...counts: number[]) => {
    const scores = made(...counts);
    return describeSearch({ method: 'halving', trials, rungs: roundsMade(rungs, scores), judged: [600, 700], ranges: { ridge: [1e-9, 1] }, scores, ranking: [0] });
  };
  expect(described(5)).toMatch(/^The best of 5 trials, by successive halving in 1 round, judged/);
  expect(described(5)).not.toContain('By rounds');
  expect(described(9, 2)).toContain('\n\nBy rounds: 9 trials with 1 network each on 200 rows, then 2 with 1 on 600.\n');
  expect(described(9, 3, 1)).toContain('then 3 with 1 on 600, then 1 with 3 on 600.');
});

test('trials of which nothing came are told, with why of the first', () => {
  const trials = [0, 1, 2].map(number => ({ number, settings: { feedback: number } }));
  const scores = trials.map(({ number }) => ({ trial: number, rung: 0, train: [], judged: number === 0 ? [0.2] : [], ...(number > 0 && { problem: `Not with ${number}.` }) }));
  const report: SearchReport = { method: 'random', trials, rungs: [{ trials: 3, share: 1, networks: 1 }], judged: [600, 700], ranges: { feedback: [0, 2] }, scores, ranking: [0, 1, 2] };
  expect(describeSearch(report)).toContain(' 1\n\nNothing came of 2, the first because: Not with 1.\n');
  expect(describeSearch({ ...report, scores: scores.slice(0, 1) })).not.toContain('Nothing came');
});

test('Ctrl-C in the middle of a search takes the best so far', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'narma.csv'), narmaCsv(900));
  let stopped = await stopAfter(1500);
  if (stopped.stdout === '') stopped = await stopAfter(8000); // no trial was done by then: where others compute, too
  const { search: { scores, ranking, trials, rungs }, options } = JSON.parse(stopped.stdout) as EchoStateReport & { search: SearchReport };
  expect([stopped.code, scores.length > 0, scores.length < 10_000]).toEqual([0, true, true]);
  expect(rungs).toMatchObject([{ trials: scores.length }]);
  expect(options).toMatchObject(trials[ranking[0]!]!.settings);

  async function stopAfter(milliseconds: number) {
    const begun = start(folder, ...esn, '--search', '10000', '--json');
    await new Promise(resolve => setTimeout(resolve, milliseconds));
    begun.process.kill('SIGINT');
    return begun.ended;
  }
});
