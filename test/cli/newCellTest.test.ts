import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { writeCell } from '../../src/cli/writeCell.ts';
import { originOf } from '../../src/core/spec/cellOrigin.ts';
import type { BuiltInCell, CellOrigin } from '../../src/core/spec/cellOrigin.ts';
import { cellTemplates, newCellExperiment } from '../../src/core/spec/newCell.ts';
import type { CellTemplate, NewCell } from '../../src/core/spec/newCell.ts';
import type { CellReport } from '../../src/protocol/cellChecks.ts';
import { checkFile, runTestOf, testOf } from '../../src/worker/node/own/checkFile.ts';
import { compileCode } from '../../src/worker/node/own/compile.ts';
import { disk } from '../../src/worker/node/own/sources.ts';
import { useOf } from '../../src/worker/node/own/usesOf.ts';
import { float64 } from '../float64/load.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';
import { everyCell } from './lib/everyCell.ts';

const templates = Object.keys(cellTemplates) as CellTemplate[];

/** A sign, an operation, or a function that is another one. */
const flips: readonly (readonly [RegExp, string])[] = [
  [/\badd\(/g, 'sub('], [/\bsub\(/g, 'add('], [/\bmul\(/g, 'div('], [/\btanh\(/g, 'sigmoid('], [/\bsigmoid\(/g, 'tanh('],
  [/ - /g, ' + '], [/ \+ /g, ' - '], [/(?<=\()-/g, ''], [/ \/ /g, ' * '], [/ >= /g, ' <= '],
  [/\brelu\(/g, 'sigmoid('], [/\brelu\(\w+\)/g, 'neg($&)'],
  [/\btanh\(\w+\)/g, 'neg($&)'], [/\bsigmoid\(\w+\)/g, 'neg($&)'], [/(?<=\[)before\b/g, 'neg($&)'], [/(?<=, )past(?=\])/g, 'neg($&)'], [/(?<=\[)x\b/g, 'neg($&)'],
];

/** Of what these take a sign changes nothing, or makes no sense; what they give has one of its own. */
const unfelt = /\b(?:split|slice|concat|mean|square|Error|function \w+)$/;

/** What has no sign. */
const unsigned = /^(?:0|true)$/;

/** Each argument of each operation in a piece of code, but those. */
function argumentsIn(code: string): { readonly from: number; readonly to: number }[] {
  const [found, open]: [{ from: number; to: number }[], { isCall: boolean; from: number }[]] = [[], []];
  const end = (i: number): void => {
    const last = open.at(-1);
    if (last?.isCall) found.push({ from: last.from, to: i });
  };
  for (let i = 0; i < code.length; i++) {
    if ('([{'.includes(code[i]!)) {
      const before = code.slice(0, i);
      open.push({ isCall: code[i] === '(' && /\w$/.test(before) && !unfelt.test(before), from: i + 1 });
    } else if (code[i] === ',') {
      end(i);
      if (open.length > 0) open.at(-1)!.from = i + 1;
    } else if (')]}'.includes(code[i]!)) {
      end(i);
      open.pop();
    }
  }
  return found;
}

const imported = ['add', 'div', 'neg', 'sigmoid', 'sub', 'tanh'];

/** The file with each of them in one place of its equations, and with the sign of each term that an operation of its step reads another. */
function mutants(file: string): string[] {
  const text = file.replaceAll(/\/\*\*[^]*?\*\/|(?<=;|,|\{) +\/\/.*/g, '')
    .replace(/import \{(.*?)\}/, (_, names: string) => `import {${imported.filter(name => !new RegExp(`\\b${name}\\b`).test(names)).map(name => ` ${name},`).join('')}${names}}`);
  // What its parameters begin with is in no equation.
  const [sizes, parameters, step] = [text.indexOf('export default'), text.indexOf('parameters: {'), text.indexOf('  step(')];
  const body = step + text.slice(step).indexOf(') {') + 1;
  const negated = argumentsIn(text.slice(body)).filter(({ from, to }) => !unsigned.test(text.slice(body + from, body + to).trim()))
    .map(({ from, to }) => `${text.slice(0, body + from)}neg(${text.slice(body + from, body + to).trim()})${text.slice(body + to)}`);
  const flipped = flips.flatMap(([what, into]) => [...text.matchAll(what)].filter(({ index }) => (index > sizes && index < parameters) || index > step)
    .map(found => text.slice(0, found.index) + into.replace('$&', found[0]) + text.slice(found.index + found[0].length)));
  return [...negated, ...flipped];
}

/** The first that fails is enough. */
async function failsAnywhere(reports: ReturnType<typeof runTestOf>): Promise<boolean> {
  for await (const { findings } of reports) if (findings.length > 0) return true;
  return false;
}

it.each(templates)('the test beside a new cell from %s passes, and fails where any sign or operation of the step is another', async (from) => {
  await passesAndFails(from, false, Infinity);
});

const writtenFrom = (spec: BuiltInCell): CellOrigin => {
  const origin = originOf(spec);
  if (typeof origin === 'string') throw new Error(origin);
  return origin;
};

/** One of each whose equations are another text than their template's, so that their test is. */
const rewritten = [...new Map(everyCell.filter(spec => writtenFrom(spec).changes.test.length > 0).map(spec => [JSON.stringify(writtenFrom(spec).changes.test), spec])).values()];

it('a leak, a skip and a controller are other texts', () => {
  expect(rewritten.map(({ kind }) => kind)).toEqual(['leaky', 'skip', 'ntm']);
});

it.each(rewritten.map(spec => [JSON.stringify(spec).replaceAll('"', ''), spec] as const))('so does that beside %s, whose equations are another text', async (_, spec) => {
  const { from, changes } = writtenFrom(spec);
  await passesAndFails(from, false, Infinity, changes);
});

it.each(everyCell.map(spec => [JSON.stringify(spec).replaceAll('"', ''), spec] as const))('nothing is found wrong with %s as it is saved, and the test beside it passes', async (_, spec) => {
  const { from, changes } = writtenFrom(spec);
  const small = newCellExperiment('mine', 'cells/mine.ts').replace('"hiddenSize": 32', '"hiddenSize": 6');
  const { cell } = await writeCell({ name: 'mine', from, js: false, changes }, await temporaryFolder(), 'templates/cells', small);
  const reports: CellReport[] = [];
  for await (const report of checkFile(cell, { ...await useOf(cell), float64 })) reports.push(report);
  expect(reports.filter(({ kind }) => kind === 'test').length).toBeGreaterThan(0);
  expect(reports.flatMap(report => (report.kind === 'files' ? [] : report.findings.map(({ message }) => message)))).toEqual(spec.kind === 'memory' && spec.slots === 1 ? ['Nothing depends on `TM`: it stays as it is drawn.'] : []);
});

it.each(templates)('so does that of one in JavaScript from %s, whose step is the same: for two of them', async (from) => {
  await passesAndFails(from, true, 2);
});

/** @param most of the mutants that it is held to */
async function passesAndFails(from: CellTemplate, js: boolean, most: number, changes: NewCell['changes'] = {}): Promise<void> {
  const folder = await temporaryFolder();
  const { cell } = await writeCell({ name: 'mine', from, js, changes }, folder, 'templates/cells');
  const use = { ...await useOf(cell), float64 };
  const passed: string[] = [];
  for await (const { name, findings } of runTestOf(cell, use)) if (findings.length === 0) passed.push(name);
  expect(passed.length).toBeGreaterThan(0);
  const all = mutants(await readFile(cell, 'utf8'));
  expect(all.length).toBeGreaterThan(3);
  const beside = await compileCode(testOf(cell), use.folder);
  for (const mutant of all.slice(0, most)) {
    const { files } = await compileCode(cell, use.folder, { ...disk, read: async () => mutant });
    expect(await failsAnywhere(runTestOf(cell, use, { ...beside, files: new Map([...beside.files, ...files]) })), mutant).toBe(true);
  }
}
