import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { Crew } from '../../../src/engine/threads/crew.ts';
import type { StartHelper } from '../../../src/engine/threads/crew.ts';
import type { Job } from '../../../src/engine/planned/jobs.ts';
import { Member } from '../../../src/engine/planned/member.ts';
import { PlannedEngine } from '../../../src/engine/planned/plannedEngine.ts';
import { planSpec } from '../../../src/engine/planned/plan.ts';
import { startHelper } from '../../../src/worker/node/computeThread.ts';
import { temporaryFolder } from '../../worker/lib/runFolders.ts';
import { textBatch, textPlan } from '../tfjs/batches.ts';
import { textModel } from '../tfjs/models.ts';
import { kernelModule, startPlanned, threadScript } from '../planned/start.ts';

const threads = 2;

/** Starts threads of a script. `ended` is why the first of them ended by itself, once whoever started it knows. */
function observed(script: string): { start: StartHelper; ended: Promise<string> } {
  let hear: (reason: string) => void;
  const ended = new Promise<string>((resolve) => { hear = resolve; });
  const start: StartHelper = (setup, onEnd) => startHelper(script)(setup, (reason) => {
    onEnd(reason);
    hear(reason);
  });
  return { start, ended };
}

/** The next thread that this process starts. */
const nextThread = async (): Promise<Worker> => (await once(process, 'worker') as [Worker])[0];

async function crewOf(start: StartHelper): Promise<Crew<Job>> {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 1024, shared: true });
  return new Crew(new Member({ trade: 'planned', module: await kernelModule(true), memory, spec: planSpec(textModel(), textPlan, threads, 1), thread: 0 }), start);
}

describe('a compute thread', () => {
  it('that ends between two steps makes the next one fail with a sentence, and each after it', async () => {
    const { start, ended } = observed(threadScript);
    const thread = nextThread();
    const model = await new PlannedEngine({ module: await kernelModule(true), threads, grain: 1, startHelper: start }).compile(textModel(), textPlan, 1);
    expect((await model.run(textBatch(1))).loss).toBeGreaterThan(0);
    await (await thread).terminate();
    const reason = await ended;
    for (const seed of [2, 3]) await expect(model.run(textBatch(seed))).rejects.toThrow(`A compute thread ended: ${reason}`);
    model.dispose();
  });

  it.each([
    ['ends', 'process.exit(3);', 'exit code 3'],
    ['breaks', 'throw new Error("no room");', 'no room'],
  ])('that %s as it starts is known by its last words', async (_, source, reason) => {
    const script = join(await temporaryFolder(), 'thread.js');
    await writeFile(script, source);
    const { start, ended } = observed(script);
    const crew = await crewOf(start);
    await expect(crew.start()).rejects.toThrow(`A compute thread did not start: ${reason}`);
    expect(await ended).toBe(reason);
    expect(() => crew.run({ kind: 'pack', members: threads })).toThrow(`A compute thread ended: ${reason}`);
  });

  it('that is ended with its crew is not missed', async () => {
    const { start, ended } = observed(threadScript);
    const thread = nextThread();
    const crew = await crewOf(start);
    await crew.start();
    crew.run({ kind: 'pack', members: threads });
    const exit = once(await thread, 'exit').then(() => 'not missed');
    crew.dispose();
    expect(await Promise.race([ended, exit])).toBe('not missed');
  });

  it('that cannot do its share is waited for and told of, and the next job is done', async () => {
    const crew = await crewOf(startHelper(threadScript));
    await crew.start();
    const shape = { tau: 2 ** 24, B: 2, xIndices: true, yIndices: true, xMasked: false, yMasked: false, looked: false, members: threads }; // lies beyond the memory
    expect(() => crew.run({ kind: 'pass', shape, until: 'outputs', scale: 1, adds: false })).toThrow('Compute thread 1 failed.');
    expect(() => crew.run({ kind: 'pack', members: threads })).not.toThrow();
    crew.dispose();
  });
});

describe.each([1, 2, 3])('a class beyond the last, on %d threads', (threads) => {
  it('is refused with a sentence, and the next step is whole again', async () => {
    const engine = await startPlanned(threads);
    const [model, untroubled] = [await engine.compile(textModel(), textPlan, 1), await engine.compile(textModel(), textPlan, 1)];
    const wrong = textBatch(1);
    wrong.x.data[wrong.x.data.length - 1] = 5;
    await expect(model.run(wrong)).rejects.toThrow('Class 5 is not one of 5.');
    expect(await model.run(textBatch(2))).toEqual(await untroubled.run(textBatch(2)));
    model.dispose();
    untroubled.dispose();
  });
});
