import { add, mul, scalar, sum, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { split } from '../../../core/math/random.ts';
import { isRight } from '../../../core/train/checkGradients.ts';
import type { Call } from '../recorder.ts';
import { along, compare, gradientsOf, moved, normOf } from './differences.ts';
import type { Gradients } from './differences.ts';
import type { Point, Subject } from './subject.ts';

/**
 * Finds of steps at one point the first operation whose own gradient is wrong: those before it depend rightly on what it is about. Asked
 * of several, what an operation gives and how that changes is computed once.
 */
export class Culprits {
  readonly #calls: readonly Call[];
  readonly #weights: readonly (readonly number[])[];
  readonly #gradients = new Map<number, Gradients>();
  #numbers: readonly Float32Array[] | undefined;

  /** @param keys of what it may be asked */
  constructor(private readonly subject: Subject, private readonly keys: readonly string[], private readonly point: Point = subject.elsewhere) {
    this.#calls = callsAt(subject, point);
    this.#weights = this.#calls.map(weightsOf);
  }

  /** @param key of what it depends on @param direction along which it is compared; left out, a gradient that is not finite is looked for */
  of(key: string, direction?: Float32Array): Call | undefined {
    const tables = new Map<number, Float32Array[]>();
    const table = (by: number): Float32Array[] => tables.get(by) ?? tables.set(by, numbersOf(this.subject, moved(this.point, key, direction!, by))).get(by)!;
    return this.#calls.find((_, k) => {
      const weights = this.#weights[k]!;
      if (weights.length === 0) return false;
      const gradient = this.#gradientsOf(k)[key];
      if (!direction) return gradient?.some((value) => !Number.isFinite(value)) ?? false;
      const score = (by: number) => weighted(table(by)[k]!, weights);
      const slope = (width: number) => (score(width) - score(-width)) / (2 * width);
      return !isRight(compare(slope, along(gradient, direction), normOf(gradient), weighted(this.#given()[k]!, weights)).error);
    });
  }

  /** Of a weighted sum of what an operation gives. */
  #gradientsOf(k: number): Gradients {
    return this.#gradients.get(k) ?? this.#gradients.set(k, gradientsOfCall(this.subject, this.point, this.keys, k, this.#weights[k]!)).get(k)!;
  }

  #given(): readonly Float32Array[] {
    return this.#numbers ??= numbersOf(this.subject, this.point);
  }
}

/** Of the numbers that an operation gives; none of what is not made of such. */
function weightsOf({ outputs }: Call): number[] {
  const random = split(2, 'sampling');
  return outputs.filter(({ dtype }) => dtype === 'float32').flatMap(({ size }) => Array.from({ length: size }, () => random.normal()));
}

function gradientsOfCall(subject: Subject, point: Point, keys: readonly string[], k: number, weights: readonly number[]): Gradients {
  return gradientsOf(subject, point, (at) => {
    const calls: Call[] = [];
    subject.steps(at, calls);
    let from = 0;
    return floats(calls[k]!).reduce<Scalar>((all, value) => add(all, sum(mul(value, tensor(weights.slice(from, from += value.size), value.shape)))), scalar(0));
  }, keys);
}

function callsAt(subject: Subject, point: Point): Call[] {
  const calls: Call[] = [];
  tidy(() => void subject.steps(subject.tensorsAt(point), calls));
  return calls;
}

/** What each operation gives, its tensors one after another. */
function numbersOf(subject: Subject, point: Point): Float32Array[] {
  return tidy(() => {
    const calls: Call[] = [];
    subject.steps(subject.tensorsAt(point), calls);
    return calls.map((call) => Float32Array.from(floats(call).flatMap((value) => [...value.dataSync<'float32'>()]))) as unknown as number;
  }) as unknown as Float32Array[];
}

const floats = ({ outputs }: Call): Tensor[] => outputs.filter(({ dtype }) => dtype === 'float32');
const weighted = (values: Float32Array, weights: readonly number[]): number => values.reduce((all, value, i) => all + value * weights[i]!, 0);
