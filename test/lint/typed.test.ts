import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../worker/lib/runFolders.ts';

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

const root = process.cwd();

/** One of each sort of file, with the configurations that it is linted by. */
const files: Readonly<Record<string, readonly string[]>> = {
  'src/core/spec/made-up.ts': ['src/core/tsconfig.json'],
  'src/worker/made-up.ts': ['src/worker/tsconfig.json'],
  'src/worker/nodeMadeUp.ts': ['src/worker/tsconfig.json'],
  'src/worker/node/made-up.ts': ['src/worker/tsconfig.json'],
  'src/host/views/made-up.ts': ['src/host/tsconfig.json'],
  'src/host/node/made-up.ts': ['src/host/tsconfig.json', 'src/host/node/tsconfig.json'],
  'src/cli/made-up.ts': ['src/cli/tsconfig.json'],
  'webview/panel/made-up.ts': ['webview/tsconfig.json'],
  'test/made-up.ts': ['test/tsconfig.json'],
};
const knowsNode = /node|cli|^test/i;

/** A promise that nobody waits for, from Node where there is one, and a switch that lacks a case. */
const faulty = (file: string) => `${knowsNode.test(file) ? "import { writeFile } from 'node:fs/promises';" : 'declare function writeFile(path: string, text: string): Promise<void>;'}
export function write(answer: 'yes' | 'no'): void {
  writeFile('x', '');
  switch (answer) {
    case 'yes':
  }
}
`;

/** The files, each faulty, in a project that is configured as this one is. */
async function madeUpProject(): Promise<string> {
  const folder = await temporaryFolder();
  const put = async (file: string, write: (to: string) => Promise<void>) => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await write(join(folder, file));
  };
  const configurations = new Set(['.oxlintrc.json', 'tsconfig.base.json', 'tsconfig.json', ...Object.values(files).flat()]);
  for (const file of configurations) await put(file, to => copyFile(join(root, file), to));
  for (const file of Object.keys(files)) await put(file, to => writeFile(to, faulty(file)));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/** As `npm run lint` does. */
async function lint(folder: string): Promise<readonly Diagnostic[]> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: { lint: string } };
  const [, parameters] = /oxlint (--type-aware [^&]*)/.exec(scripts.lint)!;
  const output = await new Promise<string>(resolve => {
    execFile(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', ...parameters!.trim().split(' ')], { cwd: folder }, (_, stdout) => resolve(stdout)); // it ends with 1: there is something to tell
  });
  return (JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics;
}

test('rules that need types find a promise that floats and a switch that lacks a case, in every layer', async () => {
  const found = (await lint(await madeUpProject())).map(({ filename, code }) => `${filename}: ${code}`);
  const rules = ['typescript(no-floating-promises)', 'typescript(switch-exhaustiveness-check)'];
  expect(found.sort()).toEqual(Object.keys(files).flatMap(file => rules.map(rule => `${file}: ${rule}`)).sort());
});
