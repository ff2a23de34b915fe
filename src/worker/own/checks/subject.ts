import { add, mul, scalar, split as parts, sum, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Cell, State, StepResult } from '../../../core/cells/cell.ts';
import { own, withCode } from '../../../core/cells/own.ts';
import type { OwnSizes } from '../../../core/cells/own.ts';
import { initialise } from '../../../core/math/initialisers.ts';
import { split } from '../../../core/math/random.ts';
import type { RandomStream } from '../../../core/math/random.ts';
import type { OwnCellSpec, OwnFacts } from '../../../core/spec/experiment.ts';
import type { OwnCode } from '../../../core/spec/ownCode.ts';
import type { Call, Recorder } from '../recorder.ts';
import type { Finding } from './finding.ts';

/** The cell of a file. */
export interface CellUnderCheck {
  /** As sentences name it. */
  readonly file: string;
  readonly code: OwnCode;
  /** Its file, loaded once more, as another run does. */
  readonly loadAgain: () => OwnCode;
  readonly sizes: OwnSizes;
  /** What its operations are heard by. */
  readonly recorder: Recorder;
}

/** Numbers by what they are of: `parameters.W`, `state.h`, `x`. */
export type Point = Readonly<Record<string, Float32Array>>;
export type Tensors = Readonly<Record<string, Tensor>>;

/** What a person's function gives: an object, or one of a class of theirs. */
interface Made {
  readonly step: (...args: unknown[]) => unknown;
  readonly parameters?: unknown;
  readonly state?: unknown;
}

/** As many steps as let everything have gone round: what a step writes is read, and what is read of that is written. */
export const tau = 3;

/** Fewer sequences side by side may pass for a number that a cell has for itself. */
const leastB = 5;

/** A cell at work on numbers that are always the same. */
export class Subject {
  readonly cell: Cell;
  /** Sequences side by side: no size of the cell is as large, so that an axis taken for another is found. */
  readonly B: number;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Parameters as they are drawn; a state of zeros. */
  readonly start: Point;
  /** Parameters and a state somewhere else, where less is exactly 0. */
  readonly elsewhere: Point;
  /** What the last step gave, as it gave it. */
  given: unknown;
  /** The cell as its author makes it. */
  #made: Made | undefined;
  readonly #weights: Readonly<Record<string, Float32Array>>;

  /** @throws OwnCodeError where it makes no cell */
  constructor(readonly under: CellUnderCheck) {
    const { file, code, sizes: { inputSize, hiddenSize, options } } = under;
    const spec = withCode({ kind: 'own', file, options } as OwnCellSpec, this.#watched(code));
    const once = Object.fromEntries(own(spec, inputSize, hiddenSize).parameters.map(({ name, shape }) => [name, [...shape]]));
    this.cell = own({ ...spec, facts: { parameters: once } as unknown as OwnFacts }, inputSize, hiddenSize); // made again it has the same, or it is no cell
    const { parameters, stateSizes } = this.cell;
    const B = this.B = otherThan([inputSize, tau, ...Object.values(stateSizes), ...parameters.flatMap(({ shape }) => shape)]);
    this.shapes = {
      ...Object.fromEntries(parameters.map(({ name, shape }) => [`parameters.${name}`, shape])),
      ...Object.fromEntries(Object.entries(stateSizes).map(([entry, columns]) => [`state.${entry}`, [B, columns]])), x: [tau * B, inputSize],
    };
    const random = split(1, 'weights');
    const drawn = Object.fromEntries(parameters.map((parameter) => [`parameters.${parameter.name}`, initialise(parameter, random)]));
    const none = Object.fromEntries(Object.entries(stateSizes).map(([entry, columns]) => [`state.${entry}`, new Float32Array(B * columns)]));
    this.start = { ...drawn, ...none, x: normal(random, tau * B * inputSize) };
    this.#weights = Object.fromEntries(Object.entries({ output: hiddenSize, ...stateSizes }).map(([entry, columns]) => [entry, normal(random, B * columns)]));
    this.elsewhere = Object.fromEntries(Object.entries(this.start).map(([key, values]) => [key, key === 'x' ? values : values.map((value) => value + 0.1 * random.normal())]));
  }

  /** Tensors of the numbers; whoever calls owns them. */
  tensorsAt(point: Point): Tensors {
    return Object.fromEntries(Object.entries(point).map(([key, values]) => [key, tensor(values, [...this.shapes[key]!])]));
  }

  /** One step after another. @param calls takes which operations the cell asks for @param training whether they are told that they are of training @param seed of their random numbers */
  steps(at: Tensors, calls: Call[] = [], training = true, seed = 0): StepResult[] {
    const under = (prefix: string) => Object.fromEntries(Object.entries(at).flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [])));
    const [parameters, xs] = [under('parameters.'), parts(at['x'] as Tensor2D, tau)];
    let state = under('state.') as State;
    return xs.map((x, t) => {
      const result = this.under.recorder.into(calls, () => this.cell.step(parameters, state, x as Tensor2D, { t, training, random: split(seed, 'noise', t) }));
      state = result.state;
      return result;
    });
  }

  /** A number that depends on all that the steps give. */
  score(results: readonly StepResult[]): Scalar {
    const felt = (entry: string, value: Tensor2D): Scalar => sum(mul(value, tensor(this.#weights[entry]!, value.shape)));
    const outputs = results.map(({ output }) => felt('output', output));
    const last = Object.entries(results.at(-1)!.state).map(([entry, value]) => felt(entry, value));
    return [...outputs, ...last].reduce<Scalar>((all, each) => add(all, each), scalar(0));
  }

  scoreAt(point: Point): number {
    return tidy(() => this.score(this.steps(this.tensorsAt(point))).dataSync()[0]!);
  }

  /** The same cell of its file loaded once more. @throws OwnCodeError where that makes none */
  again(): Subject {
    return new Subject({ ...this.under, code: this.under.loadAgain() });
  }

  /** Where the step is written, or the last `return` of it; where the function that makes the cell names something. */
  blame(part: 'step' | 'return' | readonly string[]): Finding['blame'] {
    const { code } = this.under;
    const place = typeof part === 'string' ? code.place?.(this.#made?.step, ...(part === 'return' ? [part] : [])) : code.place?.(undefined, ...part);
    return place === undefined ? undefined : { place };
  }

  #watched(code: OwnCode): OwnCode {
    const listening = (...args: unknown[]): unknown => (this.given = this.#made!.step.apply(this.#made, args));
    const itself = (f: unknown): unknown => (f === listening ? this.#made?.step : f);
    return {
      call: (f, of) => code.call(f, itself(of)),
      place: (f, ...names) => code.place?.(itself(f), ...names),
      make: (sizes) => {
        const made = code.make(sizes) as Partial<Made> | null;
        if (made === null || typeof made !== 'object' || typeof made.step !== 'function') return made;
        this.#made = made as Made;
        return { parameters: made.parameters, state: made.state, step: listening };
      },
    };
  }
}

function otherThan(sizes: readonly number[]): number {
  let B = leastB;
  while (sizes.includes(B)) B++;
  return B;
}

const normal = (random: RandomStream, count: number): Float32Array => Float32Array.from({ length: count }, () => random.normal());
