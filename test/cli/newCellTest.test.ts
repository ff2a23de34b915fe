import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { writeCell } from '../../src/cli/writeCell.ts';
import { cellTemplates } from '../../src/core/spec/newCell.ts';
import type { CellTemplate } from '../../src/core/spec/newCell.ts';
import { runTestOf } from '../../src/worker/node/own/checkFile.ts';
import { useOf } from '../../src/worker/node/own/usesOf.ts';
import { float64 } from '../float64/load.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';

const templates = Object.keys(cellTemplates).flatMap((from) => [[from as CellTemplate, false], [from as CellTemplate, true]] as const);

/** A sign, an operation, or a function that is another one. */
const flips: readonly (readonly [RegExp, string])[] = [
  [/\badd\(/g, 'sub('], [/\bsub\(/g, 'add('], [/\bmul\(/g, 'div('], [/\btanh\(/g, 'sigmoid('], [/\bsigmoid\(/g, 'tanh('], [/ - /g, ' + '],
  [/\brelu\(/g, 'sigmoid('], [/\brelu\(\w+\)/g, 'neg($&)'],
  [/\bmatMul\([^()]*\)/g, 'neg($&)'], [/\btanh\(\w+\)/g, 'neg($&)'], [/\bsigmoid\(\w+\)/g, 'neg($&)'], [/(?<=earlier: )before/g, 'neg($&)'],
];

/** The file with each of them in one place of its step. */
function mutants(text: string): string[] {
  const start = text.indexOf('  step(');
  const [head, step] = [text.slice(0, start).replace(/import \{.*?\}/, 'import { add, defineCell, div, matMul, mul, neg, relu, sigmoid, split, sub, tanh }'), text.slice(start)];
  const code = step.split('\n').map((line) => line.split('//')[0]!).join('\n');
  return flips.flatMap(([what, into]) => [...code.matchAll(what)].map((found) => head + code.slice(0, found.index) + into.replace('$&', found[0]) + code.slice(found.index + found[0].length)));
}

/** The first that fails is enough. */
async function failsAnywhere(reports: ReturnType<typeof runTestOf>): Promise<boolean> {
  for await (const { findings } of reports) if (findings.length > 0) return true;
  return false;
}

it.each(templates)('the test beside a new cell from %s (JavaScript: %s) passes, and fails where any sign or operation of the step is another', async (from, js) => {
  const folder = await temporaryFolder();
  const { cell } = await writeCell({ name: 'mine', from, js }, folder, 'templates/cells');
  const use = { ...await useOf(cell), float64 };
  const passed: string[] = [];
  for await (const { name, findings } of runTestOf(cell, use)) if (findings.length === 0) passed.push(name);
  expect(passed.length).toBeGreaterThan(0);
  const all = mutants(await readFile(cell, 'utf8'));
  expect(all.length).toBeGreaterThan(3);
  for (const mutant of all) {
    await writeFile(cell, mutant);
    expect(await failsAnywhere(runTestOf(cell, use)), mutant).toBe(true);
  }
});
