import { split } from '../math/random.ts';
import type { RandomStream } from '../math/random.ts';
import { askedOf, sequencesHeard } from '../spec/askedOptions.ts';
import type { OwnTaskSpec } from '../spec/experiment.ts';
import { OwnCodeError } from '../spec/ownCode.ts';
import type { OwnCode } from '../spec/ownCode.ts';
import { describe } from '../spec/wording.ts';
import { withTask } from '../tasks/described.ts';
import { declaredBy } from './ownDeclaration.ts';
import type { Declared, Wrong } from './ownDeclaration.ts';
import { checkFinite, ownSequence } from './ownSequence.ts';
import type { Sequence, Task } from '../tasks/task.ts';

/** The file of a task, and what stands beside it in an experiment. */
export interface OwnTaskFile {
  readonly file: string;
  readonly options: Readonly<Record<string, unknown>>;
}

type Draw = (tau: number, random: RandomStream, index?: number) => unknown;

/** A task that a person wrote, and what it is held to. */
export interface OwnTask {
  readonly declared: Declared;
  readonly draw: Draw;
  readonly drawValidation?: Draw;
  /** Says what is wrong, after the place where one of them gives what it gives. */
  readonly at: (name: 'draw' | 'drawValidation') => Wrong;
  /** Where `draw` is written. */
  readonly place: string | undefined;
}

/** What the code of a file declares. @throws OwnCodeError */
export function ownTaskOf({ file, options }: OwnTaskFile, code: OwnCode): OwnTask {
  const at = (f: unknown, ...names: readonly string[]): Wrong => (what) => {
    throw new OwnCodeError(`${code.place?.(f, ...names) ?? file}: ${what}`);
  };
  const made = code.call(() => code.make({ options }));
  if (!isRecord(made)) return at(undefined)(`its function gives ${describe(made)}, which is no task: an object with \`x\`, \`y\`, \`output\` and \`draw\` is expected.`);
  if ('step' in made && !('draw' in made)) return at(undefined, 'step')('it makes a cell, not a task: an object with `x`, `y`, `output` and `draw` is expected.');
  const { draw, drawValidation } = made;
  if (typeof draw !== 'function') return at(undefined, 'draw')('the task has no `draw`: a function of tau and random is expected.');
  if (drawValidation !== undefined && typeof drawValidation !== 'function') return at(undefined, 'drawValidation')(`\`drawValidation\` is ${describe(drawValidation)}; a function of tau, random and index is expected.`);
  return {
    declared: declaredBy(made, { file, call: f => code.call(f), at: name => at(undefined, name) }), at: name => at(made[name], 'return'), place: code.place?.(draw),
    draw: (tau, random) => code.call(() => (draw as Draw).call(made, tau, random), draw),
    ...(drawValidation !== undefined && { drawValidation: (tau: number, random: RandomStream, index?: number) => code.call(() => (drawValidation as Draw).call(made, tau, random, index), drawValidation) }),
  };
}

/** The task of a person's file, held at each sequence to what it declares. @throws OwnCodeError */
export function own(spec: OwnTaskFile, code: OwnCode): Task {
  return heldTo(ownTaskOf(spec, code));
}

/**
 * The spec of a person's task with the task, and what is known of it by its code.
 * @param tau of the experiment
 * @param other the same code once more, where somebody wants to know which options it asks for: what it remembers from one sequence to the next is not disturbed
 * @throws OwnCodeError
 */
export function found(spec: OwnTaskSpec, code: OwnCode, tau: number, other?: () => OwnCode): OwnTaskSpec {
  return withTask(spec, own(spec, code), tau, code.hash, other && askedOf(spec.options, options => heard({ file: spec.file, options }, other(), tau)));
}

function* heard(spec: OwnTaskFile, code: OwnCode, tau: number): Iterable<void> {
  const task = own(spec, code);
  const random = split(0, 'data');
  yield;
  for (let index = 0; index < sequencesHeard; index++) for (const draw of [task.draw, task.drawValidation]) yield void draw?.(tau, random, index);
}

/** A task whose every sequence is looked at: of the right shape, and of numbers. */
export function heldTo({ declared, draw, drawValidation, at }: OwnTask): Task {
  const checked = (drawn: unknown, most: number, name: 'draw' | 'drawValidation'): Sequence => {
    const sequence = ownSequence(drawn, declared, most, name, at(name));
    checkFinite(sequence, declared, name, at(name));
    return sequence;
  };
  return {
    ...declared, draw: (tau, random) => checked(draw(tau, random), tau, 'draw'),
    ...(drawValidation && { drawValidation: (tau: number, random: RandomStream, index: number) => checked(drawValidation(tau, random, index), declared.longestHeld?.(tau) ?? tau, 'drawValidation') }),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';
