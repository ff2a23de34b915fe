import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { writeCell } from '../../src/cli/writeCell.ts';
import { writeTask } from '../../src/cli/writeTask.ts';
import { originOf } from '../../src/core/spec/cellOrigin.ts';
import { cellTemplates } from '../../src/core/spec/newCell.ts';
import type { CellTemplate } from '../../src/core/spec/newCell.ts';
import { taskTemplates } from '../../src/core/spec/newTask.ts';
import type { TaskTemplate } from '../../src/core/spec/newTask.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';
import { everyCell } from './lib/everyCell.ts';

// One program for all that a person may be given: TypeScript begins anew for each.

const types = 'templates/cells/unfold.d.ts';

/** Every template, in both languages, and every cell whose text is another than its template's. */
async function writeAll(folder: string): Promise<void> {
  for (const js of [false, true]) {
    for (const from of Object.keys(cellTemplates) as CellTemplate[]) await writeCell({ name: `${from}${js ? 'Js' : ''}`, from, js }, folder, 'templates/cells');
    for (const from of Object.keys(taskTemplates) as TaskTemplate[]) await writeTask({ name: `${from}${js ? 'Js' : ''}`, from, js }, folder, 'templates/tasks', types);
  }
  for (const [i, spec] of everyCell.entries()) {
    const origin = originOf(spec);
    if (typeof origin !== 'string' && origin.changes.cell.length > 0) await writeCell({ name: `${spec.kind}${i}`, js: false, ...origin }, folder, 'templates/cells');
  }
}

/** Types as an Unfold wrote them that had less to give. */
function older(now: string): string {
  const without = [/^ *readonly (?:masked|bits|taps|fixed|gates|leastTau)\b.*\n/gm, /^ *export var (?:einsum|stridedSlice|customGrad)\b.*\n/gm, /^ *readonly 8: .*\n/gm, /^ *export interface Drawn \{[^}]*\}\n/gm, /^ *export var sequencesOf\b.*\n/gm];
  return without.reduce((text, what) => {
    expect(text).toMatch(what);
    return text.replaceAll(what, '');
  }, now);
}

const misledCell = `/// <reference path="./unfold.d.ts" />
import { defineCell, tanh, type Sizes } from 'unfold';
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  state: { h: n, c: n }, parameters: { U: { shape: [nX, n] } },
  step({ U, W }, { h, c, d }, x) {
    return { state: { h: tanh(h) } };
  },
}));
`;
const misledTask = `/// <reference path="./unfold.d.ts" />
import { defineTask } from 'unfold';
export default defineTask(() => ({ x: { kind: 'numbers', size: 1 }, y: { kind: 'words' }, output: 'each', draw: (tau, random) => ({ x: [random.unifrom()] }) }));
`;

it('all that is written fits the types beside it, where another folder has those of an older Unfold; and what is wrong is underlined', async () => {
  const folder = await temporaryFolder();
  await writeAll(folder);
  await writeFile(join(folder, 'cells/misled.ts'), misledCell);
  await writeFile(join(folder, 'tasks/misled.ts'), misledTask);
  await mkdir(join(folder, 'old'));
  await writeFile(join(folder, 'old/unfold.d.ts'), older(readFileSync(types, 'utf8')));
  await writeFile(join(folder, 'old/lstm.ts'), await readFile('examples/10.10-own-cell/cells/lstm.ts'));
  const files = ['old', 'cells', 'tasks'].flatMap(name => readdirSync(join(folder, name)).map(file => join(name, file)));
  const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--noPropertyAccessFromIndexSignature', '--allowJs', '--target', 'es2022', '--lib', 'es2022'];
  const tsc = join(process.cwd(), 'node_modules/typescript7/bin/tsc');
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '--ignoreConfig', '--noEmit', '--pretty', 'false', ...strict, ...files], { cwd: folder }).then(() => ({ stdout: '' }), (error: { stdout: string }) => error);
  const found = stdout.split('\n').filter(line => /^\S/.test(line));
  expect(found.filter(line => !/^\w+\/misled\.ts/.test(line))).toEqual([]);
  for (const mistake of [/^cells\/misled\.ts\(5,13\).*'W' does not exist/, /^cells\/misled\.ts\(5,26\).*'d' does not exist/, /^tasks\/misled.ts.*unifrom/]) expect(found).toContainEqual(expect.stringMatching(mistake));
  expect(stdout).toMatch(/'c' is missing/);
  expect(stdout).toMatch(/"words"/);
});
