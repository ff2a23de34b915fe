import { engine, tidy } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { isRight } from '../../../core/train/checkGradients.ts';
import type { Point, Subject, Tensors } from './subject.ts';

/** As in core/train/checkGradients.ts: the second does not go across a kink that the first goes across. */
export const widths = [1e-5, 1e-6] as const;

/** Of a number in float64, relative. */
const rounding = 16 * Number.EPSILON;

export type Gradients = Readonly<Record<string, Float32Array | undefined>>;

/** By back-propagation; undefined where no way leads back. @param f of tensors at that point @param keys of what they are wanted */
export function gradientsOf(subject: Subject, point: Point, f: (at: Tensors) => Scalar, keys: readonly string[] = Object.keys(point)): Gradients {
  return tidy(() => {
    const at = subject.tensorsAt(point);
    const { grads } = engine().gradients(() => f(at), keys.map((key) => at[key]!), undefined, true);
    return Object.fromEntries(keys.map((key, i) => [key, (grads[i] as Tensor | null)?.dataSync<'float32'>().slice()]));
  }) as unknown as Gradients;
}

/** The point a little way from here along a direction in one of its entries. */
export const moved = (point: Point, key: string, direction: Float32Array, by: number): Point => ({ ...point, [key]: point[key]!.map((value, i) => value + by * direction[i]!) });

export interface Slopes {
  /** Of a number along a direction, by central differences and by the gradient. */
  readonly found: number;
  readonly expected: number;
  /** Their difference relative to the norm of the gradient, and to the slope where the gradient is none; 0 where it is no more than rounding makes. */
  readonly error: number;
}

/** The better of two widths; the second is only tried where the first does not show that it is right. @param slope (f(point + ε·d) − f(point − ε·d)) / 2ε @param scale of f */
export function compare(slope: (width: number) => number, expected: number, norm: number, scale: number): Slopes {
  const at = (width: number): Slopes => {
    const found = slope(width);
    const difference = Math.abs(found - expected);
    return { found, expected, error: difference <= rounding * Math.max(1, Math.abs(scale)) / width ? 0 : difference / (norm > 0 ? norm : Math.abs(found)) };
  };
  const first = at(widths[0]);
  if (isRight(first.error)) return first;
  const second = at(widths[1]);
  return second.error < first.error ? second : first;
}

export const along = (gradient: Float32Array | undefined, direction: Float32Array): number => gradient?.reduce((all, g, i) => all + g * direction[i]!, 0) ?? 0;

export function normOf(gradient: Float32Array | undefined): number {
  return Math.sqrt(gradient?.reduce((all, g) => all + g * g, 0) ?? 0);
}
