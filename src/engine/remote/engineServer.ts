import { recurrent } from '../../core/models/recurrent.ts';
import { NotFinite } from '../../core/train/engine.ts';
import type { CompiledModel, Engine, Sampler } from '../../core/train/engine.ts';
import { BatchQueue } from './batchQueue.ts';
import type { Channel } from './channel.ts';
import { beatSeconds } from './messages.ts';
import type { EngineCard, EngineMethod, EngineParams, EngineReply, EngineRequest, EngineResult } from './messages.ts';
import { pack, unpack } from './packing.ts';

/** An engine that is to be served. */
export interface Served {
  readonly engine: Engine;
  readonly card: EngineCard;
  readonly tensors: () => number;
  /** Why it can't be trusted any more, in a sentence; undefined while it can. Asked before each answer. */
  readonly lost: () => string | undefined;
}

type Handlers = { readonly [M in EngineMethod]: (params: EngineParams<M>) => Promise<EngineResult<M>> };

/** The answering side: holds a real engine and its models. */
export class EngineServer {
  readonly #models = new Map<number, CompiledModel>();
  readonly #samplers = new Map<number, Sampler>();
  readonly #queues = new Map<number, BatchQueue>();
  readonly #heart: ReturnType<typeof setInterval>;
  #ended = false;

  /** @param served may still be starting; where that fails, its reason is the answer to everything */
  constructor(private readonly served: Promise<Served>, private readonly channel: Channel) {
    served.catch(() => undefined); // said with each answer
    this.#heart = setInterval(() => this.#reply({ kind: 'beat' }), beatSeconds * 1000);
    channel.listen({ message: message => void this.#take(unpack(message) as EngineRequest), closed: () => this.end() });
  }

  /** The engine is gone. @param reason a sentence */
  lose(reason: string): void {
    if (!this.#ended) this.#reply({ kind: 'lost', reason });
    this.end();
  }

  /** Frees every model. */
  end(): void {
    this.#ended = true;
    clearInterval(this.#heart);
    for (const sampler of this.#samplers.values()) sampler.dispose();
    for (const model of this.#models.values()) model.dispose();
    this.#samplers.clear();
    this.#models.clear();
    this.channel.close();
  }

  readonly #handlers: Handlers = {
    hello: async () => (await this.served).card,
    compile: async ({ model, spec, plan, seed }) => {
      this.#models.set(model, await (await this.served).engine.compile(recurrent(spec), plan, seed));
      return {};
    },
    run: ({ model, batch }) => this.#model(model).run(batch),
    evaluate: ({ model, forcing }) => this.#evaluate(model, forcing),
    measure: async ({ model, batch }) => {
      await this.#queues.get(model)?.put(batch);
      return {};
    },
    probe: ({ model, batch }) => this.#model(model).probe(batch),
    predict: ({ model, batch }) => this.#model(model).predict(batch),
    decode: ({ model, batch, search }) => this.#model(model).decode!(batch, search),
    set: async ({ model, knob, value }) => {
      this.#model(model).set(knob, value);
      return {};
    },
    snapshot: ({ model }) => this.#model(model).snapshot(),
    restore: async ({ model, snapshot }) => {
      await this.#model(model).restore(snapshot);
      return {};
    },
    dispose: async ({ model }) => {
      this.#models.get(model)?.dispose();
      this.#models.delete(model);
      return {};
    },
    sampler: async ({ model, sampler, context }) => {
      this.#samplers.set(sampler, this.#model(model).sampler(context));
      return {};
    },
    next: ({ sampler, x }) => this.#sampler(sampler).next(x),
    endSampler: async ({ sampler }) => {
      this.#samplers.get(sampler)?.dispose();
      this.#samplers.delete(sampler);
      return {};
    },
    memory: async () => ({ tensors: (await this.served).tensors() }),
  };

  async #evaluate(model: number, forcing: number | undefined): Promise<number> {
    const queue = new BatchQueue();
    this.#queues.set(model, queue);
    try {
      return await this.#model(model).evaluate(queue.batches(), forcing);
    } finally {
      this.#queues.delete(model);
      queue.close();
    }
  }

  #model(id: number): CompiledModel {
    const model = this.#models.get(id);
    if (model === undefined) throw new Error('There is no such model here.');
    return model;
  }

  #sampler(id: number): Sampler {
    const sampler = this.#samplers.get(id);
    if (sampler === undefined) throw new Error('There is no such sampler here.');
    return sampler;
  }

  async #take({ id, method, params }: EngineRequest): Promise<void> {
    const reply = await this.#answer(id, method, params);
    const lost = await this.served.then(({ lost }) => lost(), () => undefined);
    if (lost !== undefined) this.lose(lost);
    else this.#reply(reply);
  }

  async #answer(id: number, method: EngineMethod, params: unknown): Promise<EngineReply> {
    try {
      const handle = this.#handlers[method] as (params: unknown) => Promise<unknown>;
      return { kind: 'result', id, result: await handle(params) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'error', id, message, ...(error instanceof NotFinite && { notFinite: { tensor: error.tensor, value: error.value } }) };
    }
  }

  #reply(reply: EngineReply): void {
    if (!this.#ended) this.channel.send(pack(reply));
  }
}
