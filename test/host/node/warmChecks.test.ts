import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { WarmChecks } from '../../../src/host/node/warmChecks.ts';

/** Writes down that it is there, says that it is ready, which takes its time where a file says so, and writes down a line and answers it by who it is, unless that is slow. */
const source = `
const fs = require('node:fs');
fs.appendFileSync(process.env.THERE, process.pid + '\\n');
const ready = setInterval(() => {
  if (fs.existsSync(process.env.THERE + '-wait')) return;
  clearInterval(ready);
  process.send('ready');
}, 5);
process.stdin.once('data', file => {
  fs.writeFileSync(process.env.THERE + '-told', file);
  if (String(file).startsWith('./slow')) return setInterval(() => undefined, 1000);
  console.log(process.pid);
  process.exit();
});`;

/** @throws where the last of them is still being written */
const linesOf = (text: string): string[] => {
  const [last, ...lines] = text.split('\n').reverse();
  return last === '' && lines.length > 0 ? lines.reverse() : expect.fail('It is being written.');
};

async function begin() {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-warm-'));
  const [script, there] = [join(folder, 'check.cjs'), join(folder, 'there')];
  await writeFile(script, source);
  const checks = new WarmChecks(script, () => ({ ...process.env, THERE: there }));
  return {
    checks,
    look: async () => Number((await checks.look('./mine.ts', AbortSignal.timeout(10_000))).output),
    /** Every process that has begun. */
    all: async () => linesOf(await readFile(there, 'utf8')).map(Number),
    /** What one was told to look at last. */
    told: () => readFile(`${there}-told`, 'utf8'),
    /** Lets none be ready, until what this gives is called. */
    hold: async () => {
      await writeFile(`${there}-wait`, '');
      return () => rm(`${there}-wait`);
    },
    end: async () => {
      checks.dispose();
      await rm(folder, { recursive: true });
    },
  };
}

it('begins the next process with each look that has ended', async () => {
  const { look, all, end } = await begin();
  const first = await look();
  const spare = await vi.waitFor(async () => (await all()).find(each => each !== first) ?? expect.fail('It has not begun.'), 10_000);
  expect(await look()).toBe(spare);
  await end();
});

it('a look that is given up while its process loads leaves it to the next', async () => {
  const { checks, look, all, hold, end } = await begin();
  const go = await hold();
  const early = new AbortController();
  const givenUp = checks.look('./mine.ts', early.signal);
  early.abort();
  const next = look();
  await expect(givenUp).rejects.toThrow('It was given up.');
  await go();
  expect([await next]).toEqual((await all()).slice(0, 1));
  await end();
});

it('a look that is given up while its process looks ends that', async () => {
  const { checks, look, all, told, end } = await begin();
  const slow = new AbortController();
  const givenUp = checks.look('./slow.ts', slow.signal);
  givenUp.catch(() => undefined);
  await vi.waitFor(async () => expect(await told()).toBe('./slow.ts\n'), 10_000);
  const [looking] = await all();
  slow.abort();
  await expect(givenUp).rejects.toThrow('It was given up.');
  expect(() => process.kill(looking!, 0)).toThrow();
  expect(await look()).not.toBe(looking);
  await end();
});

it('one that hangs while it loads is ended, and the next look has another', async () => {
  const { look, hold, all, end } = await begin();
  const go = await hold();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const hangs = look();
  hangs.catch(() => undefined);
  const [hanging] = await vi.waitFor(all, 10_000).finally(() => vi.advanceTimersByTime(60_000).useRealTimers());
  await expect(hangs).rejects.toThrow('The process that looks at cells ended before it could: it had not loaded after a minute.');
  await vi.waitFor(() => expect(() => process.kill(hanging!, 0)).toThrow(), 5000);
  await go();
  expect(await look()).not.toBe(hanging);
  await end();
});

it('why a process could not load is told', async () => {
  const checks = new WarmChecks(join(tmpdir(), 'unfold-is-not-there.cjs'), () => process.env);
  await expect(checks.look('./mine.ts', AbortSignal.timeout(10_000))).rejects.toThrow(/ended before it could: [^]*Cannot find module .*unfold-is-not-there/);
  checks.dispose();
});

it('a process that is expected waits, and a closed window leaves none behind', async () => {
  const { checks, look, all, end } = await begin();
  checks.expect();
  checks.expect();
  const [waiting] = await vi.waitFor(all, 10_000);
  expect(await look()).toBe(waiting);
  const spare = await vi.waitFor(async () => (await all())[1] ?? expect.fail('It has not begun.'), 10_000);
  await end();
  await vi.waitFor(() => expect(() => process.kill(spare, 0)).toThrow(), 5000);
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
