import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { writeCell } from '../../src/cli/writeCell.ts';
import { originOf } from '../../src/core/spec/cellOrigin.ts';
import { cellTemplates } from '../../src/core/spec/newCell.ts';
import type { CellTemplate } from '../../src/core/spec/newCell.ts';
import { runTestOf } from '../../src/worker/node/own/checkFile.ts';
import { useOf } from '../../src/worker/node/own/usesOf.ts';
import { float64 } from '../float64/load.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';

const templates = Object.keys(cellTemplates) as CellTemplate[];

/** A sign, an operation, or a function that is another one. */
const flips: readonly (readonly [RegExp, string])[] = [
  [/\badd\(/g, 'sub('], [/\bsub\(/g, 'add('], [/\bmul\(/g, 'div('], [/\btanh\(/g, 'sigmoid('], [/\bsigmoid\(/g, 'tanh('], [/ - /g, ' + '],
  [/\brelu\(/g, 'sigmoid('], [/\brelu\(\w+\)/g, 'neg($&)'],
  [/\btanh\(\w+\)/g, 'neg($&)'], [/\bsigmoid\(\w+\)/g, 'neg($&)'], [/(?<=\[)before\b/g, 'neg($&)'], [/(?<=, )past(?=\])/g, 'neg($&)'],
];

/** Of what these take a sign changes nothing, or makes no sense; what they give has one of its own. */
const unfelt = /^(?:split|slice|concat|mean|square)$/;

/** Each argument of each operation in a piece of code, but those. */
function argumentsIn(code: string): { readonly from: number; readonly to: number }[] {
  const [found, open]: [{ from: number; to: number }[], { isCall: boolean; from: number }[]] = [[], []];
  const end = (i: number): void => {
    const last = open.at(-1);
    if (last?.isCall) found.push({ from: last.from, to: i });
  };
  for (let i = 0; i < code.length; i++) {
    if ('([{'.includes(code[i]!)) {
      const [name = ''] = /\w*$/.exec(code.slice(0, i))!;
      open.push({ isCall: code[i] === '(' && name !== '' && !unfelt.test(name), from: i + 1 });
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

/** The file with each of them in one place of its step, and with the sign of each term that an operation reads another. */
function mutants(text: string): string[] {
  const start = text.indexOf('  step(');
  const [head, step] = [text.slice(0, start).replace(/import \{.*?\}/, 'import { add, concat, defineCell, div, matMul, mean, mul, neg, relu, rsqrt, sigmoid, slice, split, square, sub, tanh }'), text.slice(start)];
  const code = step.replaceAll(/\/\*.*?\*\/|\/\/.*/g, '');
  const body = code.indexOf(') {') + 1;
  const negated = argumentsIn(code.slice(body)).map(({ from, to }) => `${head}${code.slice(0, body + from)}neg(${code.slice(body + from, body + to).trim()})${code.slice(body + to)}`);
  return [...negated, ...flips.flatMap(([what, into]) => [...code.matchAll(what)].map((found) => head + code.slice(0, found.index) + into.replace('$&', found[0]) + code.slice(found.index + found[0].length)))];
}

/** The first that fails is enough. */
async function failsAnywhere(reports: ReturnType<typeof runTestOf>): Promise<boolean> {
  for await (const { findings } of reports) if (findings.length > 0) return true;
  return false;
}

it('the test beside a skip that is the only connection passes', async () => {
  const { from, changes } = originOf({ kind: 'skip', delay: 4, connections: 'skip', recurrentInitialiser: 'glorot' })!;
  const { cell } = await writeCell({ name: 'mine', from, js: true, changes }, await temporaryFolder(), 'templates/cells');
  expect(await readFile(cell, 'utf8')).not.toMatch(/\bW\b/);
  expect(await failsAnywhere(runTestOf(cell, { ...await useOf(cell), float64 }))).toBe(false);
});

it.each(templates)('the test beside a new cell from %s passes, and fails where any sign or operation of the step is another', async (from) => {
  await passesAndFails(from, false, Infinity);
});

it.each(templates)('so does that of one in JavaScript from %s, whose step is the same: for two of them', async (from) => {
  await passesAndFails(from, true, 2);
});

/** @param most of the mutants that it is held to */
async function passesAndFails(from: CellTemplate, js: boolean, most: number): Promise<void> {
  const folder = await temporaryFolder();
  const { cell } = await writeCell({ name: 'mine', from, js }, folder, 'templates/cells');
  const use = { ...await useOf(cell), float64 };
  const passed: string[] = [];
  for await (const { name, findings } of runTestOf(cell, use)) if (findings.length === 0) passed.push(name);
  expect(passed.length).toBeGreaterThan(0);
  const all = mutants(await readFile(cell, 'utf8'));
  expect(all.length).toBeGreaterThan(3);
  for (const mutant of all.slice(0, most)) {
    await writeFile(cell, mutant);
    expect(await failsAnywhere(runTestOf(cell, use)), mutant).toBe(true);
  }
}
