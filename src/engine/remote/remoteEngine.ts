import type { Model } from '../../core/models/model.ts';
import type { CompiledModel, Engine, TrainingPlan } from '../../core/train/engine.ts';
import type { Note } from '../../core/train/records.ts';
import type { Channel } from './channel.ts';
import { EngineClient } from './engineClient.ts';
import type { EngineCard } from './messages.ts';
import { RemoteModel } from './remoteModel.ts';

/** An engine at the other end of a channel. It may be lost at any time: whatever is asked of it then throws `EngineLost`. */
export class RemoteEngine implements Engine {
  readonly resolved = { device: 'webgl', engine: 'tfjs', threads: 1 } as const;
  #models = 0;

  private constructor(private readonly client: EngineClient, readonly card: EngineCard, readonly notes: readonly Note[]) {}

  /** @throws EngineLost; Error with a sentence where there is nothing to compute on over there */
  static async open(channel: Channel, notesOf: (card: EngineCard) => readonly Note[] = () => []): Promise<RemoteEngine> {
    const client = new EngineClient(channel);
    try {
      const card = await client.ask('hello', {});
      return new RemoteEngine(client, card, notesOf(card));
    } catch (error) {
      client.close();
      throw error;
    }
  }

  async compile({ spec }: Model, plan: TrainingPlan, seed: number): Promise<CompiledModel> {
    const model = ++this.#models;
    await this.client.ask('compile', { model, spec, plan, seed });
    return new RemoteModel(this.client, model);
  }

  /** Tensors held over there. */
  async tensors(): Promise<number> {
    return (await this.client.ask('memory', {})).tensors;
  }

  /** It is no longer used. */
  close(): void {
    this.client.close();
  }
}
