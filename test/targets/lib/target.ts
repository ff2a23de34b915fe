import type { Experiment } from '../../../src/core/spec/experiment.ts';
import type { Lab } from './lab.ts';

/** A part of an experiment: a field that is an object changes the same field, anything else replaces it; undefined leaves it out. */
export type Change = { readonly [K in keyof Experiment]?: Deep<Experiment[K]> | undefined };
type Deep<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: Deep<T[K]> | undefined } : T;

/** One system's figures to reach: what is trained, what is measured of it, and what that must come to. */
export interface Target {
  /** What `npm run test:targets NAME` calls it, and its file. */
  readonly name: string;
  readonly title: string;
  /** Trains `examples/EXPERIMENT/EXPERIMENT.unfold.json`. */
  readonly experiment: string;
  /** What is trained, by name: the experiment with these changes. */
  readonly variants: Readonly<Record<string, Change>>;
  /** Each is reported. */
  readonly seeds: readonly number[];
  /** Where the figures to reach come from, in a sentence. */
  readonly source: string;
  /** Nobody has measured or published what it must come to: the figure is reported, whichever way it falls. */
  readonly hypothesis?: true;
  measure(lab: Lab): Promise<readonly Finding[]>;
  /** What the page draws of its lines, in characters. */
  picture?(lines: readonly Pick<Finding, 'target' | 'figure'>[]): readonly string[];
}

/** One line of the table. */
export interface Finding {
  readonly target: string;
  readonly toPass: string;
  readonly figure: string;
  readonly passed: boolean;
  /** Every run that the figure is made of, a line each. */
  readonly runs?: readonly string[];
}
