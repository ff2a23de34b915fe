import { beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/checkpoint/checkpoint.ts';
import type { CompiledModel, Engine } from '../../../src/core/train/engine.ts';
import { NotFinite } from '../../../src/core/train/engine.ts';
import { rowBatch, rowPlan, textBatch, textPlan } from './batches.ts';
import { rowModel, textModel } from './models.ts';
import { start } from './start.ts';

describe('a number that is not finite', () => {
  let engine: Engine;
  beforeAll(async () => { engine = await start('wasm'); });

  /** The snapshot with one number of one array replaced. */
  function spoilt(snapshot: Snapshot, name: string, index: number, value: number): Snapshot {
    const data = snapshot[name]!.data.slice();
    data[index] = value;
    return { ...snapshot, [name]: { ...snapshot[name]!, data } };
  }

  async function failure(model: CompiledModel, batch = textBatch(1)): Promise<NotFinite> {
    const before = await model.snapshot();
    const error = await model.run(batch).then(() => undefined, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(NotFinite);
    expect(await model.snapshot()).toEqual(before);
    model.dispose();
    return error as NotFinite;
  }

  async function spoiltModel(name: string, index: number, value: number): Promise<CompiledModel> {
    const model = await engine.compile(textModel(undefined, 2), textPlan, 1);
    await model.run(textBatch(7));
    await model.restore(spoilt(await model.snapshot(), name, index, value));
    return model;
  }

  it('in a parameter of a layer shows in that layer first: the gate before h', async () => {
    expect((await failure(await spoiltModel('layers.1.b', 0, NaN))).message).toBe('layers.1.gate.i at t = 0 is NaN');
  });

  it('in the input shows at its own t', async () => {
    const batch = rowBatch(1, { B: 1 });
    batch.x.data[2 * 2] = NaN; // t = 2 of two numbers each
    const { tensor } = await failure(await engine.compile(rowModel(), rowPlan, 1), batch);
    expect(tensor).toBe('layers.0.gate.i at t = 2');
  });

  it('after the layers shows in the output', async () => {
    const error = await failure(await spoiltModel('c', 3, Infinity));
    expect([error.tensor, error.value]).toEqual(['o at t = 0', Infinity]);
  });

  it('shows in the loss where everything before it is finite', async () => {
    const batch = rowBatch(1, { B: 1 });
    batch.y.data[0] = 3e38;
    expect((await failure(await engine.compile(rowModel(), rowPlan, 1), batch)).message).toBe('loss is Infinity');
  });

  it('shows in the gradient where the loss is finite', async () => {
    const model = await engine.compile(rowModel(), rowPlan, 1);
    const snapshot = await model.snapshot();
    await model.restore({ ...snapshot, V: { ...snapshot.V!, data: new Float32Array(5).fill(1e25) } });
    const batch = rowBatch(1, { B: 1 });
    batch.y.data[0] = (await model.predict(batch)).data[0]! * (1 - 1e-6); // o − y is about 1e18, and ∂L/∂h = 2(o − y)·V too large
    const { tensor } = await failure(model, batch);
    expect(tensor).toBe('gradient of layers.0.b');
  });
});
