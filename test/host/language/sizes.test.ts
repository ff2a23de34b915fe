import { expect, test } from 'vitest';
import { hintsOf, hoverOf, sizesOf } from '../../../src/host/language/sizes.ts';
import { mapOwnCells } from '../../../src/core/spec/ownCells.ts';
import { adding, resolved } from '../../core/spec/texts.ts';

const lstm = { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 8 }] };
const task = resolved({ data: adding, model: lstm, training: { tau: 20, batchSize: 4 } });
const text = resolved({ data: { kind: 'text', file: 'a.txt' }, model: lstm });
const facts = (start: string, bytes = start.length) => ({ type: 'file' as const, bytes, start: new TextEncoder().encode(start) });

test('shapes stand behind hiddenSize and batchSize', () => {
  expect(hintsOf(task, sizesOf(task, undefined))).toEqual([
    { path: ['model', 'layers', 0, 'hiddenSize'], label: 'U 2×32 · W 8×32 · b 32' },
    { path: ['model', 'output'], label: 'V 8×1 · c 1' },
    { path: ['training', 'batchSize'], label: 'x [4, 20, 2]' },
  ]);
});

test('of a text its characters are counted; where it is large, x has nX columns', () => {
  expect(sizesOf(text, facts('abcab'))).toEqual({ sizes: { inputSize: 3, outputSize: 3 }, known: true });
  const large = sizesOf(text, { type: 'file', bytes: 1e6, start: new Uint8Array() });
  expect(large.known).toBe(false);
  expect(hintsOf(text, large)[0]!.label).toBe('U nX×32 · W 8×32 · b 32');
});

test('a network is hovered over: parameters, operations, memory', () => {
  const said = hoverOf(task, sizesOf(task, undefined), ['model'])!;
  expect(said).toContain(`**${2 * 32 + 8 * 32 + 32 + 8 + 1} parameters**`);
  expect(said).toContain('About **660 FLOP** for a step of one sequence, forward'); // 2 · (2·32 + 8·32 + 8)
  expect(said).toMatch(/^About \*\*[\d.]+ kB\*\* of memory/m);
});

test('nothing flows back where a readout is solved for: what it is solved from is counted instead', () => {
  const echoState = resolved({ data: { kind: 'series', file: 'a.csv', column: 'y' }, model: { layers: [{ cell: { kind: 'reservoir' }, hiddenSize: 10 }], output: 'each' }, training: { steps: 1, tau: 50, batchSize: 1, readout: { kind: 'ridge', washout: 10 } } });
  const said = hoverOf(echoState, sizesOf(echoState, undefined), ['model'])!;
  expect(said).toMatch(/^\*\*\d+ parameters\*\*, of which 11 are learnt\n/);
  expect(said).toContain('**25 kFLOP** for an update, on 1 sequence of 50 steps, with what the readout is learnt from'); // 50 · (2 · (10 + 100 + 10) + 2 · 11 · 12)
});

test('of a layer its own are told, at its cell and its size; elsewhere nothing', () => {
  const at = (...path: (string | number)[]) => hoverOf(task, sizesOf(task, undefined), path);
  expect(at('model', 'layers', 0, 'hiddenSize')).toBe('**352 parameters** in this layer: U 2×32 · W 8×32 · b 32');
  expect(at('model', 'layers', 0, 'cell', 'kind')).toBe(at('model', 'layers', 0, 'hiddenSize'));
  expect(at('data', 'kind')).toBeUndefined();
  expect(hoverOf(text, { ...sizesOf(text, undefined) }, ['model'])).toContain('for each symbol beyond the first 2');
});

test('what a cell of one\'s own holds is not guessed; the first layer of a decoder reads what the data has, too', () => {
  const own = resolved({ data: adding, model: { layers: [{ cell: { kind: './cells/mine.ts' }, hiddenSize: 8 }] } });
  expect(hoverOf(own, sizesOf(own, undefined), ['model'])).toBeUndefined();
  const facts = { state: { h: 8 }, parameters: { U: [2, 8], K: [8, 8], b: [8] }, inputs: ['U'], recurrent: ['K'], mixed: [], keeps: false, held: 20 };
  const traced = mapOwnCells(own, cell => ({ ...cell, facts }));
  expect(hintsOf(traced, sizesOf(traced, undefined))[0]!.label).toBe('U 2×8 · K 8×8 · b 8');
  expect(hoverOf(traced, sizesOf(traced, undefined), ['model', 'layers', 0, 'cell', 'kind'])).toBe('**88 parameters** in this layer: U 2×8 · K 8×8 · b 8');
  const said = hoverOf(traced, sizesOf(traced, undefined), ['model'])!;
  expect(said).toContain('**97 parameters**');
  expect(said).toContain('About **180 FLOP** for a step of one sequence, forward'); // 2 · (2·8 + 8·8 + 8)
  const pairs = resolved({ data: { kind: 'pairs', file: 'a.tsv' }, model: { encoder: lstm, ...lstm } });
  expect(hintsOf(pairs, sizesOf(pairs, undefined)).slice(0, 2).map(({ label }) => label.slice(0, 8))).toEqual(['U nX×32 ', 'U nX×32 ']);
  expect(hoverOf(pairs, sizesOf(pairs, undefined), ['model', 'layers', 0, 'hiddenSize'])).toMatch(/^\*\*At least/);
});
