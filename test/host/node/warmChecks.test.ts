import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { WarmChecks } from '../../../src/host/node/warmChecks.ts';

/** Writes down that it is there, and answers a line by who it is, unless that is slow. */
const source = `
require('node:fs').appendFileSync(process.env.THERE, process.pid + '\\n');
process.stdin.once('data', file => {
  if (String(file).startsWith('./slow')) return setInterval(() => undefined, 1000);
  console.log(process.pid);
  process.exit();
});`;

async function begin() {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-warm-'));
  const [script, there] = [join(folder, 'check.cjs'), join(folder, 'there')];
  await writeFile(script, source);
  const checks = new WarmChecks(script, () => ({ ...process.env, THERE: there }));
  return {
    checks,
    look: async () => Number((await checks.look('./mine.ts', AbortSignal.timeout(10_000))).output),
    /** Every process that has begun. */
    all: async () => (await readFile(there, 'utf8')).trim().split('\n').map(Number),
    end: async () => {
      checks.dispose();
      await rm(folder, { recursive: true });
    },
  };
}

it('begins the next process with the first look, and answers with that where it is given up for another', async () => {
  const { checks, look, all, end } = await begin();
  const stop = new AbortController();
  const slow = checks.look('./slow.ts', stop.signal);
  const [first, spare] = await vi.waitFor(async () => {
    const found = await all();
    expect(found).toHaveLength(2);
    return found;
  }, 10_000);
  stop.abort();
  await expect(slow).rejects.toThrow('It was given up.');
  expect([first, spare]).toContain(await look());
  await vi.waitFor(async () => expect(await all()).toHaveLength(3), 10_000);
  await end();
});

it('does not wait for a spare process that a signal has ended', async () => {
  const { look, all, end } = await begin();
  const first = await look();
  const spare = await vi.waitFor(async () => (await all()).find(each => each !== first) ?? expect.fail('It has not begun.'), 10_000);
  process.kill(spare, 'SIGKILL');
  await vi.waitFor(() => expect(() => process.kill(spare, 0)).toThrow(), 5000);
  await new Promise(resolve => void setTimeout(resolve, 50)); // its pipes close as well
  expect([first, spare]).not.toContain(await look());
  await end();
});
