import { memory, tidy } from '@tensorflow/tfjs-core';
import { split } from '../math/random.ts';
import { askedOf } from '../spec/askedOptions.ts';
import type { OwnCellSpec, OwnFacts } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { meetings } from './meetings.ts';
import { hashOf, own } from './own.ts';
import { pointOf, recordStep, stepOnce } from './recordStep.ts';
import type { Point } from './recordStep.ts';

const bytesPerNumber = 4;

/**
 * Finds out about a cell that a person wrote what the graph, the estimate of memory and the checks of an experiment ask of every cell,
 * from the operations of one step with random parameters. @throws OwnCodeError
 */
export function traceOwn({ facts: _, ...spec }: OwnCellSpec, nX: number, n: number): OwnFacts {
  const [cell, hash] = [own(spec, nX, n), hashOf(spec)];
  return tidy(() => {
    const given = pointOf(cell, 2);
    const found = meetings(recordStep(cell, given.parameters, given.state, given.x), cell, given);
    const { perSequence, besides } = numbersOf(cell);
    const asks = askedOf(spec.options, options => heard({ ...spec, options }, nX, n));
    return {
      state: { ...cell.stateSizes }, parameters: Object.fromEntries(cell.parameters.map(({ name, shape }) => [name, [...shape]])), ...found,
      // As the built-in cells are counted, whose tape is about so much larger than what a step makes (cellFacts.ts).
      held: Math.ceil(7 + 2.2 * perSequence / n), ...(besides > 0 && { heldAtStep: Math.ceil(2.2 * besides) }), ...(asks && { asks }), ...(hash !== undefined && { code: hash }),
    };
  });
}

/** One step in training and one not, of a cell of its own. */
function* heard(spec: OwnCellSpec, nX: number, n: number): Iterable<void> {
  const cell = own(spec, nX, n);
  yield;
  const { parameters, state, x } = pointOf(cell, 2);
  for (const t of [0, 1]) yield void cell.step(parameters, state, x, { t, training: t === 0, random: split(0, 'noise') });
}

/** Numbers of the tensors that a step makes: for each sequence, and those that are the same however many there are. */
function numbersOf(cell: Cell): { perSequence: number; besides: number } {
  const [two, four] = [2, 4].map((B) => numbersMade(cell, pointOf(cell, B))) as [number, number];
  const perSequence = (four - two) / 2;
  return { perSequence, besides: Math.max(0, two - 2 * perSequence) };
}

function numbersMade(cell: Cell, { parameters, state, x }: Point): number {
  const before = memory().numBytes;
  return tidy(() => {
    stepOnce(cell, parameters, state, x);
    return (memory().numBytes - before) / bytesPerNumber;
  }) as unknown as number;
}
