import type { OwnTaskSpec } from '../spec/experiment.ts';
import type { Elements } from './elements.ts';
import type { Task } from './task.ts';

type Facts = NonNullable<OwnTaskSpec['facts']>;

/** Where the spec of a task that a person wrote has the task itself, in the process that loaded its code; also for the library in float64 there. Neither JSON nor a message takes it along. */
const taskOf = Symbol.for('unfold: the task of a spec');

/** A spec with the task that its file makes, and what is known of it where its code is not. @param tau of the experiment @param code a hash of its files @param asks for which options */
export function withTask(spec: OwnTaskSpec, task: Task, tau: number, code?: string, asks?: readonly string[]): OwnTaskSpec {
  return { ...spec, facts: { ...factsOf(task, tau, code), ...(asks && { asks: [...asks] }) }, [taskOf]: task } as OwnTaskSpec;
}

/** A task that a person wrote: itself where its code is loaded, else what a run found it to be, or what may be supposed before. */
export function described(spec: OwnTaskSpec): Task {
  return (spec as { [taskOf]?: Task })[taskOf] ?? { ...(isFound(spec) ? asFound(spec.facts) : supposed(spec.file)), draw: () => notLoaded(spec.file) };
}

/** Whether a run has written down what it is, and all of it. */
export const isFound = (spec: OwnTaskSpec): spec is OwnTaskSpec & { readonly facts: Facts } => spec.facts?.x instanceof Object && spec.facts.y instanceof Object;

function notLoaded(file: string): never {
  throw new Error(`${file}: its code is not loaded here.`);
}

/** The least there is, of which nothing is asked. */
const supposed = (file: string): Omit<Task, 'draw'> =>
  ({ title: file, label: 'answer', x: elementsOf({ kind: 'numbers', size: 1 }), y: elementsOf({ kind: 'numbers', size: 1 }), output: 'each', why: `what ${file} asks for is known when it runs`, leastTau: 1 });

function asFound({ x, y, longestHeld, branching, source, mark = 0, asks: _, code: __, ...facts }: Facts): Omit<Task, 'draw'> {
  return {
    ...facts, x: elementsOf(x), y: elementsOf(y), ...(longestHeld !== undefined && { longestHeld: () => longestHeld }), ...(branching !== undefined && { trees: { arity: branching } }),
    ...(source && { answer: { source: { kind: 'classes', names: source }, mark, most: 1 } }),
  };
}

function elementsOf({ kind, size, names = [] }: Facts['x']): Elements {
  return kind === 'classes' ? { kind, names } : { kind, size, write: String };
}

function factsOf({ title, label, x, y, output, why, ahead, leastTau, mostTau, longestHeld, trees, answer }: Task, tau: number, code: string | undefined): Facts {
  return {
    title, label, x: factsOfElements(x), y: factsOfElements(y), output, why, leastTau, ...(ahead !== undefined && { ahead }), ...(mostTau !== undefined && { mostTau }),
    ...(longestHeld && { longestHeld: longestHeld(tau) }), ...(trees && { branching: trees.arity }), ...(answer && { source: [...answer.source.names], mark: answer.mark }), ...(code !== undefined && { code }),
  };
}

const factsOfElements = (elements: Elements): Facts['x'] =>
  (elements.kind === 'classes' ? { kind: 'classes', size: elements.names.length, names: [...elements.names] } : { kind: elements.kind, size: elements.size });
