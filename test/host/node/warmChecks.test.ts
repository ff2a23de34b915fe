import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { WarmChecks } from '../../../src/host/node/warmChecks.ts';

/** Writes down that it is there, and answers a line by who it is. */
const source = `
require('node:fs').appendFileSync(process.env.THERE, process.pid + '\\n');
process.stdin.once('data', () => { console.log(process.pid); process.exit(); });`;

it('does not wait for a spare process that a signal has ended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-warm-'));
  const [script, there] = [join(folder, 'check.cjs'), join(folder, 'there')];
  await writeFile(script, source);
  const checks = new WarmChecks(script, () => ({ ...process.env, THERE: there }));
  const look = async () => Number((await checks.look('./mine.ts', AbortSignal.timeout(10_000))).output);
  const all = async () => (await readFile(there, 'utf8')).trim().split('\n').map(Number);
  const first = await look();
  const spare = await vi.waitFor(async () => {
    const [one, other] = await all();
    expect(one).toBe(first);
    return other ?? expect.fail('It has not begun.');
  }, 10_000);
  process.kill(spare, 'SIGKILL');
  await vi.waitFor(() => expect(() => process.kill(spare, 0)).toThrow(), 5000);
  await new Promise(resolve => void setTimeout(resolve, 50)); // its pipes close as well
  expect([first, spare]).not.toContain(await look());
  checks.dispose();
  await rm(folder, { recursive: true });
});
