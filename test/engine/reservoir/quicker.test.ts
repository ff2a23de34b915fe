import { expect, it } from 'vitest';
import { Quicker } from '../../../src/engine/reservoir/quicker.ts';

/** Chooses by a clock of its own, on which each way takes so long. */
class Trial {
  #time = 0;
  readonly #quicker = new Quicker(() => this.#time);

  /** What is chosen in so many calls of two steps. */
  chosen(calls: number, alone: number, together: number): boolean[] {
    return Array.from({ length: calls }, () => {
      let choice!: boolean;
      this.#quicker.run(2, (isTogether) => {
        choice = isTogether;
        this.#time += isTogether ? together : alone;
      });
      return choice;
    });
  }
}

const times = (count: number, choice: boolean): boolean[] => Array<boolean>(count).fill(choice);
const begin = [true, false, true, false, true, false];

it('takes the way that is quicker, and tries the other now and then', () => {
  expect(new Trial().chosen(66, 1, 3)).toEqual([...begin, ...times(58, false), true, false]);
  expect(new Trial().chosen(66, 3, 1)).toEqual([...begin, ...times(58, true), false, true]);
});

it('goes over to the other when that has become the quicker', () => {
  const trial = new Trial();
  trial.chosen(10, 3, 1);
  expect(trial.chosen(3, 3, 9)).toEqual([true, false, false]);
});
