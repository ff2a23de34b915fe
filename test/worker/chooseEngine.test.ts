import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DataSource } from '../../src/core/data/source.ts';
import { openData } from '../../src/core/data/open.ts';
import type { CompiledModel, Engine } from '../../src/core/train/engine.ts';
import { EngineServer } from '../../src/engine/remote/engineServer.ts';
import { chooseEngine } from '../../src/worker/chooseEngine.ts';
import type { Choice, Circumstances } from '../../src/worker/chooseEngine.ts';
import { LendingDesk } from '../../src/worker/lendingDesk.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';
import { channelPair } from '../engine/remote/lib/channels.ts';
import type { ChannelEnd } from '../engine/remote/lib/channels.ts';
import { start } from '../engine/tfjs/start.ts';

const experiment = (device: 'auto' | 'webgl' | 'cpu') => experimentOf({ device, data: { kind: 'task', task: 'adding' }, training: { steps: 5, batchSize: 2, tau: 4 } });
const card = 'ANGLE (Somebody, Some Card)';
const software = 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))';

let cpu: Engine;
let data: DataSource;
beforeAll(async () => { cpu = { ...await start('cpu'), notes: [], compile: (...model) => start('cpu').then(engine => engine.compile(...model)) }; });
beforeEach(async () => { data = await openData(experiment('cpu'), filesOf({})); });

/** An engine whose steps take so long. */
function slowed(milliseconds: number): Engine {
  return {
    ...cpu,
    async compile(...parts) {
      const model = await cpu.compile(...parts);
      const run: CompiledModel['run'] = async batch => {
        await new Promise(resolve => setTimeout(resolve, milliseconds));
        return model.run(batch);
      };
      return Object.assign(Object.create(model) as CompiledModel, { run });
    },
  };
}

/** A panel that offers a graphics card. @returns whether it was wanted, and the panel's end of the channel */
function panel(desk: LendingDesk, renderer: string, served: Promise<Engine> = Promise.resolve(cpu)): { wanted: Promise<boolean>; there: ChannelEnd } {
  const [here, there] = channelPair();
  const wanted = desk.offer(renderer, () => {
    const engine = served.then(engine => ({ engine, card: { name: 'webgl', renderer }, tensors: () => 0, lost: () => undefined }));
    new EngineServer(engine, there);
    return here;
  });
  return { wanted, there };
}

const choose = (device: 'auto' | 'webgl' | 'cpu', parts: Partial<Circumstances> = {}): Promise<Choice> =>
  chooseEngine({ experiment: experiment(device), data, before: undefined, startHere: async () => cpu, desk: undefined, ...parts });

const said = ({ engine }: Choice) => engine.notes.map(({ level, message }) => `${level}: ${message}`);

describe('"webgl"', () => {
  it('takes the graphics card of the panel, and says which; where that is lost, the CPU', async () => {
    const desk = new LendingDesk();
    const { wanted } = panel(desk, card);
    const choice = await choose('webgl', { desk });
    expect(await wanted).toBe(true);
    expect(choice.engine.resolved.device).toBe('webgl');
    expect(said(choice)).toEqual([`info: Computes with TensorFlow.js on WebGL in the panel, ${card} (\`device\` is "webgl").`]);
    expect(await choice.spare?.()).toBe(cpu);
    expect(await panel(desk, card).wanted).toBe(false);
  });

  it('says that a program is no graphics card', async () => {
    const desk = new LendingDesk();
    panel(desk, software);
    expect(said(await choose('webgl', { desk }))).toEqual([expect.stringMatching(/^warning: .*SwiftShader.* This is a program, not a graphics card: the CPU is faster\.$/)]);
  });

  it('is refused in a terminal, and in a window without it', async () => {
    await expect(choose('webgl')).rejects.toThrow('There is no page in a terminal to compute on WebGL: run this experiment in VS Code, or set "device" to "auto".');
    const desk = new LendingDesk();
    panel(desk, '');
    await expect(choose('webgl', { desk })).rejects.toThrow('The window of the panel has no WebGL2: set "device" to "auto".');
  });

  it('is refused with the reason of the panel', async () => {
    const desk = new LendingDesk();
    panel(desk, card, Promise.reject(new Error('The graphics card of this window computes with 16-bit floats only.')));
    await expect(choose('webgl', { desk })).rejects.toThrow('16-bit floats only');
  });

  it('does not wait for a panel for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const refused = expect(choose('webgl', { desk: new LendingDesk() })).rejects.toThrow('No panel of this run offered WebGL within 60 s.');
    await vi.advanceTimersByTimeAsync(60_000);
    await refused;
    vi.useRealTimers();
  });
});

describe('"auto"', () => {
  it('takes what the trial finds faster, and says both speeds', async () => {
    const desk = new LendingDesk();
    panel(desk, card);
    const faster = await choose('auto', { desk, startHere: async () => slowed(100) });
    expect(faster.engine.resolved.device).toBe('webgl');
    expect(said(faster)).toEqual([expect.stringMatching(/^info: Trial: CPU [\d.]+ steps\/s, WebGL [\d.]+ steps\/s; computes on WebGL \(ANGLE \(Somebody, Some Card\)\)\.$/)]);
    expect(faster.spare).toBeDefined();
    const other = new LendingDesk();
    panel(other, card, Promise.resolve(slowed(100)));
    const slower = await choose('auto', { desk: other });
    expect(slower.engine.resolved.device).toBe('cpu');
    expect(said(slower)).toEqual([expect.stringMatching(/^info: Trial: CPU [\d.]+ steps\/s, WebGL [\d.]+ steps\/s; computes on the CPU\.$/)]);
    expect(slower.spare).toBeUndefined();
  });

  it('leaves the data and the memory as they were', async () => {
    const [before, tensors] = [data.cursor(), memory().numTensors];
    const desk = new LendingDesk();
    panel(desk, card);
    await choose('auto', { desk });
    expect(data.cursor()).toBe(before);
    expect(memory().numTensors).toBe(tensors);
  });

  it('does not try a program, nor a window without WebGL2', async () => {
    const desk = new LendingDesk();
    const { wanted } = panel(desk, software);
    const choice = await choose('auto', { desk });
    expect(await wanted).toBe(false);
    expect([choice.engine.resolved.device, ...said(choice)]).toEqual(['cpu', `info: The panel has no graphics card (${software}), so WebGL is not tried.`]);
    const other = new LendingDesk();
    panel(other, '');
    expect(await choose('auto', { desk: other })).toEqual({ engine: cpu });
  });

  it('is on the CPU in a terminal, and where no panel comes', async () => {
    expect(await choose('auto')).toEqual({ engine: cpu });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const choice = choose('auto', { desk: new LendingDesk() });
    await vi.advanceTimersByTimeAsync(5000);
    expect(await choice).toEqual({ engine: cpu });
    vi.useRealTimers();
  });

  it('is on the CPU where the panel is closed during the trial', async () => {
    const desk = new LendingDesk();
    const { wanted, there } = panel(desk, card);
    void wanted.then(() => there.other.end('The panel was closed.'));
    const choice = await choose('auto', { desk });
    expect([choice.engine.resolved.device, ...said(choice)]).toEqual(['cpu', 'warning: WebGL could not be tried: The panel was closed.']);
  });
});

describe('a resumed run on "auto"', () => {
  it('reuses what was chosen, without a trial', async () => {
    const desk = new LendingDesk();
    panel(desk, card);
    const choice = await choose('auto', { desk, before: 'webgl' });
    expect([choice.engine.resolved.device, ...said(choice)]).toEqual(['webgl', `info: Computes with TensorFlow.js on WebGL in the panel, ${card} (as when this run began).`]);
    const other = new LendingDesk();
    const { wanted } = panel(other, card);
    expect(await choose('auto', { desk: other, before: 'cpu' })).toEqual({ engine: cpu });
    expect(await wanted).toBe(false);
  });

  it('says why it can not', async () => {
    expect(said(await choose('auto', { before: 'webgl' }))).toEqual([
      'warning: This run began on WebGL. There is no page in a terminal to compute on WebGL: run this experiment in VS Code, or set "device" to "auto". It goes on on the CPU.',
    ]);
  });
});
