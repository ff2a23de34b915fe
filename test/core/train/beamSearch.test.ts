import { describe, expect, it } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { beamSearch } from '../../../src/core/train/beamSearch.ts';
import type { Stepper } from '../../../src/core/train/beamSearch.ts';

// A model whose logits depend on all that was written so far, in a table: small enough to try every answer there is.
const [nO, most, end, begin] = [3, 4, 2, 2];
const sequences = 5;

/** Logits after what was written to a source, drawn once each. */
function table(seed: number): (source: number, written: readonly number[]) => readonly number[] {
  const drawn = new Map<string, number[]>();
  return (source, written) => {
    const key = `${source}:${written.join()}`;
    const random = split(seed, 'noise', [...key].reduce((sum, character) => (31 * sum + character.charCodeAt(0)) >>> 0, 7));
    drawn.set(key, drawn.get(key) ?? Array.from({ length: nO }, () => 2 * random.normal()));
    return drawn.get(key)!;
  };
}

/** Remembers what each row has written, as a model does in its state. */
class TableStepper implements Stepper {
  #written: readonly (readonly number[])[];
  #begun = false;

  constructor(private readonly logits: ReturnType<typeof table>, private readonly width: number) {
    this.#written = Array.from({ length: sequences * width }, () => []);
  }

  async step(symbols: Int32Array, from: Int32Array): Promise<Float32Array> {
    if (!this.#begun) expect([...symbols]).toEqual([...symbols].map(() => begin));
    this.#written = this.#begun ? [...from].map((row, i) => [...this.#written[row]!, symbols[i]!]) : this.#written;
    for (const [i, row] of [...from].entries()) expect(Math.floor(row / this.width)).toBe(Math.floor(i / this.width));
    this.#begun = true;
    return Float32Array.from(this.#written.flatMap((written, row) => this.logits(Math.floor(row / this.width), written)));
  }
}

const logSoftmax = (logits: readonly number[]) => {
  const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  return logits.map((logit) => logit - total);
};

/** Every answer that ends within the most, with the mean log p of its symbols. */
function everyAnswer(logits: ReturnType<typeof table>, source: number, written: readonly number[] = [], logP = 0): { symbols: readonly number[]; score: number }[] {
  if (written.length === most) return [];
  return logSoftmax(logits(source, written).map(Math.fround)).flatMap((each, symbol) => (symbol === end
    ? [{ symbols: written, score: (logP + each) / (written.length + 1) }]
    : everyAnswer(logits, source, [...written, symbol], logP + each)));
}

const written = async (logits: ReturnType<typeof table>, width: number) =>
  (await beamSearch(new TableStepper(logits, width), sequences, { begin, end, most, width })).map((symbols) => [...symbols]);

describe('beam search', () => {
  it.each([1, 2, 3, 4])('as wide as there are beginnings finds the best answer of all, table %d', async (seed) => {
    const logits = table(seed);
    const best = Array.from({ length: sequences }, (_, source) => everyAnswer(logits, source).reduce((one, other) => (other.score > one.score ? other : one)).symbols);
    expect(await written(logits, (nO - 1) ** most)).toEqual(best);
  });

  it('of width 1 takes the likeliest symbol each time', async () => {
    const logits = table(1);
    const greedy = Array.from({ length: sequences }, (_, source) => {
      const answer: number[] = [];
      for (let next = -1; answer.length < most && next !== end;) {
        const row = logits(source, answer);
        next = row.indexOf(Math.max(...row));
        if (next !== end) answer.push(next);
      }
      return answer;
    });
    expect(await written(logits, 1)).toEqual(greedy);
  });

  it('is no worse for being wider', async () => {
    const scores = await Promise.all([1, 4, 16].map(async (width) => {
      const tables = [1, 2, 3, 4, 5, 6].map(table);
      const each = await Promise.all(tables.map(async (logits) => (await written(logits, width)).map((symbols, source) =>
        everyAnswer(logits, source).find((answer) => answer.symbols.join() === symbols.join())?.score ?? -10)));
      return each.flat().reduce((sum, score) => sum + score, 0);
    }));
    expect(scores[1]!).toBeGreaterThan(scores[0]!);
    expect(scores[2]!).toBeGreaterThanOrEqual(scores[1]!);
  });
});
