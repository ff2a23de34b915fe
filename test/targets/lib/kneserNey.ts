/** How often each character came after each context. */
type Counts = Map<string, Map<string, number>>;

/** What is known of one context: its counts, their sum, and the share that the discounts take from them. */
interface Context {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
  readonly held: number;
}

/** All contexts of one length, and what is taken from a count of 1, of 2, and of 3 and more. */
interface Level {
  readonly contexts: ReadonlyMap<string, Context>;
  readonly discounts: Discounts;
}

type Discounts = readonly [number, number, number];

/**
 * Interpolated Kneser–Ney with three discounts over characters, "modified" (Chen & Goodman 1999, doi:10.1006/csla.1999.0128,
 * section 3): u is the context, u′ the same without its first character, • any one.
 *
 *   p(w | u) = (c(u w) − D(c(u w))) / c(u •) + γ(u) p(w | u′)
 *   γ(u) = (D₁ N₁(u •) + D₂ N₂(u •) + D₃ N₃₊(u •)) / c(u •)
 *
 * For the longest contexts c counts, for all shorter ones it counts different characters before: c(u w) = |{v : v u w was seen}|.
 * Under no context at all stands the uniform distribution.
 */
export class KneserNey {
  /** By the length of the context, from 0. */
  readonly #levels: readonly Level[];

  /**
   * @param text or several, each counted by itself
   * @param order n of the n-grams: a context is of n − 1 characters
   * @param alphabetSize how many characters share what is left for those never seen
   */
  constructor(text: string | readonly string[], readonly order: number, private readonly alphabetSize: number) {
    const levels = [count(typeof text === 'string' ? [text] : text, order)];
    while (levels.length < order) levels.unshift(charactersBefore(levels[0]!));
    this.#levels = levels.map(levelOf);
  }

  /** @param context of order − 1 characters */
  probability(context: string, character: string): number {
    return this.#levels.reduce((shorter, { contexts, discounts }, length) => {
      const known = contexts.get(context.slice(context.length - length));
      if (known === undefined) return shorter;
      const seen = known.counts.get(character) ?? 0;
      return (seen - discountOf(discounts, seen) + known.held * shorter) / known.total;
    }, 1 / this.alphabetSize);
  }

  /** The mean of −log p over what comes after `begin`, each character given those before it, in nats. */
  crossEntropy(text: string, begin: number): number {
    let sum = 0;
    for (let i = begin; i < text.length; i++) sum -= Math.log(this.probability(text.slice(i - this.order + 1, i), text[i]!));
    return sum / (text.length - begin);
  }
}

function count(texts: readonly string[], order: number): Counts {
  const counts: Counts = new Map();
  for (const text of texts) for (let i = order - 1; i < text.length; i++) add(counts, text.slice(i - order + 1, i), text[i]!);
  return counts;
}

function charactersBefore(longer: Counts): Counts {
  const counts: Counts = new Map();
  for (const [context, characters] of longer) for (const character of characters.keys()) add(counts, context.slice(1), character);
  return counts;
}

function add(counts: Counts, context: string, character: string): void {
  const characters = counts.get(context) ?? new Map<string, number>();
  if (characters.size === 0) counts.set(context, characters);
  characters.set(character, (characters.get(character) ?? 0) + 1);
}

function levelOf(counts: Counts): Level {
  const discounts = discountsOf(counts);
  const contexts = new Map(Array.from(counts, ([context, characters]) => [context, contextOf(characters, discounts)]));
  return { contexts, discounts };
}

function contextOf(counts: ReadonlyMap<string, number>, discounts: Discounts): Context {
  const sum = (of: (count: number) => number) => [...counts.values()].reduce((total, each) => total + of(each), 0);
  return { counts, total: sum(each => each), held: sum(each => discountOf(discounts, each)) };
}

const discountOf = (discounts: Discounts, count: number): number => (count === 0 ? 0 : discounts[Math.min(count, 3) - 1]!);

/** Dₖ = k − (k + 1) Y nₖ₊₁ / nₖ, Y = n₁ / (n₁ + 2 n₂), nₖ the number of n-grams that were seen k times; half a count where there are too few to tell. */
function discountsOf(counts: Counts): Discounts {
  const n = [0, 0, 0, 0, 0];
  for (const characters of counts.values()) for (const each of characters.values()) if (each < n.length) n[each]! += 1;
  const Y = n[1]! / (n[1]! + 2 * n[2]!);
  const D = (k: number) => {
    const discount = k - (k + 1) * Y * n[k + 1]! / n[k]!;
    return discount > 0 && discount < k ? discount : 0.5;
  };
  return [D(1), D(2), D(3)];
}
