import type { RandomStream } from '../math/random.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import type { Classes, Elements } from './elements.ts';

/** A generated task: what its sequences are, and fresh ones, drawn one at a time. */
export interface Task {
  /** As a sentence speaks of it: `the adding problem`. */
  readonly title: string;
  /** What is asked for, in a word or two. */
  readonly label: string;
  readonly x: Elements;
  readonly y: Elements;
  /** Whether an answer is asked for at each step or at the end, and why it is asked for in this way, as a sentence ends with it. */
  readonly output: 'each' | 'last';
  readonly why: string;
  /** What of x answers the step before, where it does: whoever reads backward has read it. */
  readonly ahead?: string;
  /** Where its sequences are the nodes of trees, the most children that a node has. */
  readonly trees?: { readonly arity: number };
  /** The least tau that holds every sequence to train on. */
  readonly leastTau: number;
  /** The longest that its sequences can be, where they are parts of something that ends. */
  readonly mostTau?: number;
  /** Whether its answers say something at every step, also where they do not count: a sample then shows all. */
  readonly answersAll?: true;
  /** Steps of the longest sequence to validate with, where those may be longer than any to train on. */
  readonly longestHeld?: (tau: number) => number;
  /** So many sequences to train on, drawn once; left out, each batch has fresh ones. */
  readonly trainingSequences?: number;
  /** Where a source is read before an answer is written: what it is made of; the class that begins an answer as x and ends it as y; its most elements, the end among them. */
  readonly answer?: { readonly source: Classes; readonly mark: number; readonly most: number };
  /** Draws a sequence of at most tau steps to train on. */
  draw(tau: number, random: RandomStream): Sequence;
  /** The sequence to validate with that has this index, where it is not one like those to train on. */
  drawValidation?(tau: number, random: RandomStream, index: number): Sequence;
}

/** One sequence, as long as it is. */
export interface Sequence {
  /** What is read before, class indices of any length, where the task has an `answer`. */
  readonly source?: Int32Array;
  /** How people write what is read, where that is not the elements of x one after another. */
  readonly written?: string;
  /** `[length, nX]`, or class indices `[length]`. */
  readonly x: Float32Array | Int32Array;
  /** `[length, nO]`, or class indices `[length]`; one element only where the output is `last`. */
  readonly y: Float32Array | Int32Array;
  /** `[length]` of 1 where the output counts, else 0; left out, all count. */
  readonly counts?: readonly number[];
  /** Of a tree, at which step the children of each node are; nodes come in post-order. */
  readonly children?: readonly (readonly number[])[];
  /** The classes that are right at each output, where others than that of y are as well. */
  readonly right?: readonly (readonly number[])[];
}

/** The options of a generated task by its name. */
export type TaskData = Extract<ResolvedExperiment['data'], { kind: 'task' }>;
export type TaskName = TaskData['task'];
export type TaskOptions<N extends TaskName> = Extract<TaskData, { task: N }>;
