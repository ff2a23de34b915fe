import { expect, test } from 'vitest';
import { Alphabet } from '../../../src/core/data/alphabet.ts';
import { TextWriter } from '../../../src/core/data/textWriter.ts';
import { split } from '../../../src/core/math/random.ts';
import type { Sampler } from '../../../src/core/train/engine.ts';
import { experimentOf } from '../experiments.ts';

/** A language in which each letter is followed by the next one of the alphabet, certainly. */
class NextLetter {
  open = 0;
  readonly read: number[] = [];

  constructor(private readonly size: number) {}

  sampler(): Sampler {
    this.open++;
    return {
      next: async x => {
        this.read.push(x as number);
        return Float32Array.from({ length: this.size }, (_, index) => (index === ((x as number) + 1) % this.size ? 50 : 0));
      },
      dispose: () => void this.open--,
    };
  }
}

function write(alphabet: string, samples: object, breathe = async () => {}) {
  const model = new NextLetter(alphabet.length);
  const options = { ...experimentOf({ data: { kind: 'task', task: 'adding' } }).samples, ...samples };
  const writing = new TextWriter(new Alphabet(alphabet)).sample(model, { options, random: split(1, 'sampling'), step: 3, breathe });
  return { model, writing };
}

test('goes on from the prime by its own characters', async () => {
  const { model, writing } = write('abcdefgh', { prime: 'cd', length: 4, temperature: 1 });
  expect(await writing).toEqual({ kind: 'text', step: 3, prime: 'cd', text: 'efgh', temperature: 1 });
  expect(model.read).toEqual([2, 3, 4, 5, 6, 7]);
});

test('starts after a new line without a prime, or after the first character there is', async () => {
  expect((await write('\nabc', { length: 3 }).writing).text).toBe('abc');
  expect((await write('abcd', { length: 3 }).writing).text).toBe('bcd');
});

test('closes its sampler, also when it cannot read the prime, and breathes at each character', async () => {
  let breaths = 0;
  const good = write('abc', { length: 30 }, async () => void breaths++);
  await good.writing;
  expect([good.model.open, breaths]).toEqual([0, 30]);
  const bad = write('abc', { prime: 'z' });
  await expect(bad.writing).rejects.toThrow('"z" is not among the 3 characters the model knows.');
  expect(bad.model.open).toBe(0);
});
