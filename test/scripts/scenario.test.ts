import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

interface Counts { readonly passed: number; readonly failed: number; readonly failures: readonly string[] }

const { runScenario } = await import(pathToFileURL(join(process.cwd(), 'scripts/lib/scenario.mjs')).href) as {
  runScenario(scenario: { file: string; name: string; run(): Promise<void> }, given: { browser: object }, print: (text: string) => void): Promise<Counts>;
};

const gone = async (): Promise<never> => { throw new Error('the browser is gone'); };
const scenario = { file: 'none', name: 'nobody does anything', run: async () => {} };

test('a scenario without a browser fails, and is counted', async () => {
  let printed = '';
  expect(await runScenario(scenario, { browser: { newContext: gone } }, text => { printed += text; })).toEqual({ passed: 0, failed: 1, failures: ['nobody does anything: the browser is gone'] });
  expect(printed).toContain('✗ nobody does anything: Error: the browser is gone');
});

test('what was counted stays where the browser is gone in the end', async () => {
  const profile = { newPage: async () => ({ on: () => {} }), close: gone };
  expect(await runScenario(scenario, { browser: { newContext: async () => profile } }, () => {})).toEqual({ passed: 1, failed: 0, failures: [] });
});
