/** How an answer is written symbol by symbol. */
export interface Search {
  /** The symbol before the first, and the one that ends an answer. */
  readonly begin: number;
  readonly end: number;
  /** Symbols of the longest answer, its end among them. */
  readonly most: number;
  /** Beginnings of an answer that are followed at a time; 1: greedy. */
  readonly width: number;
}

/** Goes one step with `width` rows of each sequence. */
export interface Stepper {
  /**
   * @param symbols the last of each row, `[rows]` @param from the row of the step before that each goes on from, `[rows]`
   * @returns logits of the next symbol, `[rows, nO]`
   */
  step(symbols: Int32Array, from: Int32Array): Promise<Float32Array>;
}

/** What was written so far, and the sum of log p of its symbols. */
interface Beginning {
  readonly symbols: readonly number[];
  readonly logP: number;
  /** Row that knows it. */
  readonly row: number;
}

/** Of one sequence. */
interface Beam {
  live: readonly Beginning[];
  /** The best answer yet, and its mean log p. */
  best: { readonly symbols: readonly number[]; readonly score: number } | undefined;
}

/**
 * Beam search: of all that the `width` likeliest beginnings may go on with, the `width` likeliest are kept; those that end are answers.
 * The best answer has the largest mean log p of a symbol, its end among them, so that a long one is not worse for its length
 * (Graves 2012, arXiv:1211.3711; Wu et al. 2016, arXiv:1609.08144, equation 14, with α = 1). A sequence is done when no beginning can
 * become better. With a width of 1 each symbol is the likeliest; with one as large as there are beginnings nothing is missed.
 * @param sequences how many are written side by side
 * @returns of each its best answer, without the end
 */
export async function beamSearch(stepper: Stepper, sequences: number, search: Search): Promise<Int32Array[]> {
  const { begin, most, width } = search;
  const rows = sequences * width;
  const beams = Array.from({ length: sequences }, (_, b): Beam => ({ live: [{ symbols: [], logP: 0, row: b * width }], best: undefined }));
  const symbols = new Int32Array(rows).fill(begin);
  let from = Int32Array.from({ length: rows }, (_, row) => row);
  for (let length = 1; length <= most && beams.some(({ live }) => live.length > 0); length++) {
    const o = await stepper.step(symbols, from);
    const nO = o.length / rows;
    for (const beam of beams) grow(beam, o, nO, search, length);
    from = Int32Array.from({ length: rows }, (_, row) => row);
    for (const [b, { live }] of beams.entries()) for (const [i, { symbols: own, row }] of live.entries()) {
      symbols[b * width + i] = own.at(-1)!;
      from[b * width + i] = row;
    }
    for (const [b, beam] of beams.entries()) beam.live = beam.live.map((each, i) => ({ ...each, row: b * width + i }));
  }
  return beams.map(({ best }) => Int32Array.from(best!.symbols));
}

/** One symbol more. What has not ended at the last step is an answer where there is no other. */
function grow(beam: Beam, o: Float32Array, nO: number, { end, most, width }: Search, length: number): void {
  const candidates = beam.live.flatMap((beginning) => {
    const logits = o.subarray(beginning.row * nO, (beginning.row + 1) * nO);
    const total = logSumExp(logits);
    return Array.from(logits, (logit, symbol) => ({ beginning, symbol, logP: beginning.logP + logit - total }));
  });
  const kept = candidates.sort((one, other) => other.logP - one.logP).slice(0, width);
  const better = (score: number) => beam.best === undefined || score > beam.best.score;
  for (const { beginning: { symbols }, symbol, logP } of kept) {
    if (symbol === end && better(logP / length)) beam.best = { symbols, score: logP / length };
  }
  const live = kept.filter(({ symbol }) => symbol !== end).map(({ beginning: { symbols, row }, symbol, logP }) => ({ symbols: [...symbols, symbol], logP, row }));
  if (length === most && live[0]) beam.best ??= { symbols: live[0].symbols, score: live[0].logP / length };
  beam.live = live.filter(({ logP }) => better(logP / most));
}

function logSumExp(logits: Float32Array): number {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  return largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}
