import { add, mul, scalar, sum, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { split } from '../../../core/math/random.ts';
import { isRight } from '../../../core/train/checkGradients.ts';
import type { Call } from '../recorder.ts';
import { along, compare, gradientsOf, moved, normOf } from './differences.ts';
import type { Point, Subject } from './subject.ts';

/**
 * The first operation whose own gradient is wrong: those before it depend rightly on what it is about.
 * @param key of what it depends on @param direction along which it is compared; left out, a gradient that is not finite is looked for
 */
export function culpritOf(subject: Subject, key: string, direction: Float32Array | undefined, point: Point = subject.elsewhere): Call | undefined {
  const calls = callsAt(subject, point);
  const valuesAt = (by: number) => numbersOf(subject, direction ? moved(point, key, direction, by) : point);
  const tables = new Map<number, Float32Array[]>();
  const table = (by: number): Float32Array[] => tables.get(by) ?? tables.set(by, valuesAt(by)).get(by)!;
  return calls.find((_, k) => {
    const weights = weightsOf(calls[k]!);
    if (weights.length === 0) return false;
    const gradient = gradientOfCall(subject, point, k, weights)[key];
    if (!direction) return gradient?.some((value) => !Number.isFinite(value)) ?? false;
    const score = (by: number) => weighted(table(by)[k]!, weights);
    const slope = (width: number) => (score(width) - score(-width)) / (2 * width);
    return !isRight(compare(slope, along(gradient, direction), normOf(gradient), weighted(numbersOf(subject, point)[k]!, weights)).error);
  });
}

/** The operation that TensorFlow.js found no gradient of. */
export function withoutGradient(subject: Subject, error: unknown): Call | undefined {
  const [, kernel] = /gradient function not found for (\w+)/.exec((error as Error).message) ?? [];
  return kernel === undefined ? undefined : callsAt(subject, subject.elsewhere).find(({ name }) => name.toLowerCase() === kernel.toLowerCase());
}

/** Of the numbers that an operation gives; none of what is not made of such. */
function weightsOf({ outputs }: Call): number[] {
  const random = split(2, 'sampling');
  return outputs.filter(({ dtype }) => dtype === 'float32').flatMap(({ size }) => Array.from({ length: size }, () => random.normal()));
}

function gradientOfCall(subject: Subject, point: Point, k: number, weights: readonly number[]) {
  return gradientsOf(subject, point, (at) => {
    const calls: Call[] = [];
    subject.steps(at, calls);
    let from = 0;
    return floats(calls[k]!).reduce<Scalar>((all, value) => add(all, sum(mul(value, tensor(weights.slice(from, from += value.size), value.shape)))), scalar(0));
  });
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
