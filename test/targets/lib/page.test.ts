import { expect, test } from 'vitest';
import { hashOnPage, pageWith } from './page.ts';
import type { Results } from './results.ts';
import type { Target } from './target.ts';

const target = (name: string): Target => ({ name, title: `About ${name}`, experiment: 'adding', variants: {}, seeds: [1, 2], source: 'A paper.', measure: async () => [] });
const all = (...names: string[]): Target[] => names.map(target);
const results = (name: string, passed: boolean, hash = '0123456789ab'): Results => ({
  target: target(name), hash, seeds: [1, 2], engines: ['engine planned on wasm, one thread'], date: new Date('2026-01-02'),
  machine: { Processor: 'Abacus', Cores: '2', System: 'linux x64', Node: 'v24' },
  findings: [{ target: 'loss', figure: '0.1, 0.3', toPass: 'under 0.2', passed, runs: ['seed 1: 0.1', 'seed 2: 0.3'] }],
});

test('a page tells figure, verdict, every run, and what they were measured with', () => {
  const page = pageWith([results('one', false)], '', all('one'));
  for (const part of ['| loss | 0.1, 0.3 | under 0.2 | **fail** |', '- seed 2: 0.3', 'seeds 1, 2', 'one thread', '2026-01-02', 'Abacus, 2 cores', 'A paper.']) expect(page).toContain(part);
  expect(hashOnPage(page, 'one')).toBe('0123456789ab');
});

test('targets that were not run keep their part, in the order of the targets; one that is no more loses it', () => {
  const before = pageWith([results('two', true), results('gone', true), results('three', true)], '', all('gone', 'two', 'three'));
  const page = pageWith([results('one', true, 'aaaaaaaaaaaa'), results('three', false, 'bbbbbbbbbbbb')], before, all('one', 'two', 'three'));
  expect([...page.matchAll(/^## (.*)$/gm)].map(([, name]) => name)).toEqual(['one', 'two', 'three']);
  expect(['one', 'two', 'three', 'gone'].map(name => hashOnPage(page, name))).toEqual(['aaaaaaaaaaaa', '0123456789ab', 'bbbbbbbbbbbb', undefined]);
  expect(page.match(/\*\*fail\*\*/g)).toHaveLength(1);
  expect(pageWith([], page, all('one', 'two', 'three'))).toBe(page);
});

test('a hypothesis is so or not so, what is only reported neither, and a page that was written before says it too', () => {
  const [one] = all('one').map((each): Target => ({ ...each, hypothesis: true })) as [Target];
  const { findings: [finding], ...about } = results('one', false);
  const lines = [{ ...finding!, passed: true }, finding!, { ...finding!, toPass: 'reported; elsewhere 0.3', passed: true }];
  const written = pageWith([{ ...about, target: one, findings: lines }], '', [one]);
  const verdicts = [...written.matchAll(/^\| loss \| .* \| (.*) \|$/gm)].map(([, last]) => last);
  expect(verdicts).toEqual(['hypothesis: yes', '**hypothesis: no**', 'reported']);
  const before = pageWith([{ ...about, findings: lines }], '', all('one'));
  expect(before).toContain('| **fail** |');
  expect(pageWith([], before, [one])).toBe(written);
});

test('a picture of the lines stands under their table, once', () => {
  const [one] = all('one').map((each): Target => ({ ...each, picture: lines => lines.map(({ target: what, figure }) => `${what}: ${figure}`) })) as [Target];
  const page = pageWith([{ ...results('one', true), target: one }], '', [one]);
  expect(page).toContain('| pass |\n\n```text\nloss: 0.1, 0.3\n```\n\n- seed 1: 0.1');
  expect(pageWith([], page, [one])).toBe(page);
  expect(pageWith([], page, all('one'))).toBe(pageWith([results('one', true)], '', all('one')));
});
