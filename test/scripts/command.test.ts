import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

interface Options { readonly print?: (text: string) => void; readonly limit?: number; readonly stdio?: readonly string[] }

const { exitCode, onlyErrors } = await import(pathToFileURL(join(process.cwd(), 'scripts/lib/command.mjs')).href) as {
  exitCode(program: string, parameters: readonly string[], options?: Options): Promise<number>;
  onlyErrors(print?: (text: string) => void): readonly string[];
};

const node = async (source: string, options: Omit<Options, 'print'>) => {
  let printed = '';
  const code = await exitCode(process.execPath, ['-e', source], { ...options, print: text => { printed += text; } });
  return { code, printed };
};

test('a program that ends in time has its exit code', async () => {
  expect(await node('console.log("a"); process.exitCode = 3;', { limit: 60_000 })).toEqual({ code: 3, printed: 'a\n' });
});

test('one that does not is ended, and told of', async () => {
  const { code, printed } = await node('setInterval(() => {}, 1000);', { limit: 300 });
  expect(code).toBe(128);
  expect(printed).toMatch(/did not end within 0\.005 minutes/);
});

test('where only errors are shown they come by print', async () => {
  expect(await node('console.log("a"); console.error("b");', { stdio: onlyErrors(() => {}) })).toEqual({ code: 0, printed: 'b\n' });
});
