import type { Snapshot } from '../../core/checkpoint/checkpoint.ts';
import type { Batch } from '../../core/data/batch.ts';
import type { Search } from '../../core/train/beamSearch.ts';
import type { CompiledModel, Knob, Sampler, StepReport } from '../../core/train/engine.ts';
import type { Matrix } from '../../core/train/records.ts';
import type { EngineClient } from './engineClient.ts';

/** A model that an engine elsewhere compiled. */
export class RemoteModel implements CompiledModel {
  /** Set so far, to be sent only where it changes. */
  readonly #knobs = new Map<Knob, number>();
  #samplers = 0;

  constructor(private readonly client: EngineClient, private readonly model: number) {}

  run(batch: Batch): Promise<StepReport> {
    return this.client.ask('run', { model: this.model, batch });
  }

  async evaluate(batches: AsyncIterable<Batch>, forcing?: number): Promise<number> {
    const { client, model } = this;
    const mean = client.ask('evaluate', { model, forcing });
    mean.catch(() => undefined); // it is awaited below, unless sending fails first
    for await (const batch of batches) await client.ask('measure', { model, batch });
    await client.ask('measure', { model });
    return mean;
  }

  probe(batch: Batch): Promise<Readonly<Record<string, Matrix>>> {
    return this.client.ask('probe', { model: this.model, batch });
  }

  predict(batch: Batch): Promise<Matrix> {
    return this.client.ask('predict', { model: this.model, batch });
  }

  decode(batch: Batch, search: Search): Promise<readonly Int32Array[]> {
    return this.client.ask('decode', { model: this.model, batch, search });
  }

  sampler(context?: Float32Array): Sampler {
    const { client, model } = this;
    const sampler = model * 1e6 + ++this.#samplers;
    client.tell('sampler', { model, sampler, context });
    return { next: x => client.ask('next', { sampler, x }), dispose: () => client.tell('endSampler', { sampler }) };
  }

  set(knob: Knob, value: number): void {
    if (this.#knobs.get(knob) === value) return;
    this.#knobs.set(knob, value);
    this.client.tell('set', { model: this.model, knob, value });
  }

  snapshot(): Promise<Snapshot> {
    return this.client.ask('snapshot', { model: this.model });
  }

  async restore(snapshot: Snapshot): Promise<void> {
    await this.client.ask('restore', { model: this.model, snapshot });
  }

  dispose(): void {
    this.client.tell('dispose', { model: this.model });
  }
}
