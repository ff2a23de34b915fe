import { Tensor } from '@tensorflow/tfjs-core';
import { OwnCodeError } from '../../core/spec/ownCode.ts';
import { describe, listed } from '../../core/spec/wording.ts';

/** One operation that a person's code asked for. */
export interface Call {
  readonly name: string;
  /** Made on the spot: its stack says where. */
  readonly at: Error;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

type Operation = (...args: unknown[]) => unknown;

/** Operations that can be listened to: which were asked for, in which order, from which line. */
export class Recorder {
  #calls: Call[] | undefined;
  /** What a person's code imports. */
  readonly operations: Readonly<Record<string, unknown>>;

  constructor(module: Readonly<Record<string, unknown>>) {
    this.operations = Object.fromEntries(Object.entries(module).map(([name, value]) =>
      [name, typeof value === 'function' && !name.startsWith('define') ? this.#heard(name, value as Operation) : value]));
  }

  /** Does something. @param calls takes what is asked for meanwhile, also where it ends by throwing */
  into<T>(calls: Call[], work: () => T): T {
    this.#calls = calls;
    try {
      return work();
    } finally {
      this.#calls = undefined;
    }
  }

  #heard(name: string, operation: Operation): Operation {
    return (...args) => {
      const calls = this.#calls;
      this.#calls = undefined; // what an operation is made of is its own affair
      try {
        const result = operation(...args);
        if (typeof result === 'function') return this.#heard(name, result as Operation); // customGrad
        calls?.push({ name, at: new Error(), inputs: tensorsIn(args), outputs: tensorsIn(result) });
        return result;
      } catch (error) {
        if (calls && error instanceof Error && !(error instanceof OwnCodeError)) error.message = `${error.message.split('\n')[0]!.replace(/\.?\s*$/, '')}; ${name} was given ${listed(args.map(given), 'and')}.`;
        throw error;
      } finally {
        this.#calls = calls;
      }
    };
  }
}

/** Of a tensor the shape. */
const given = (value: unknown): string => (value instanceof Tensor || Array.isArray(value) ? `[${(value instanceof Tensor ? value.shape : value.map(given)).join(', ')}]` : describe(value));

/** Within lists and objects too, as `split` and `moments` give them. */
function tensorsIn(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value];
  if (Array.isArray(value)) return value.flatMap(tensorsIn);
  return value !== null && typeof value === 'object' && !ArrayBuffer.isView(value) ? Object.values(value).flatMap(tensorsIn) : [];
}
