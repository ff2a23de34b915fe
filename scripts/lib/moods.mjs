import { lehmer } from './lehmer.mjs';

/** Words and their moods: 0 very bad, 1 bad, 3 good, 4 very good. */
const adjectives = { superb: 4, splendid: 4, good: 3, kind: 3, warm: 3, fine: 3, dull: 1, cold: 1, bad: 1, weak: 1, awful: 0, dreadful: 0 };
const nouns = ['film', 'song', 'play', 'book', 'actor', 'ending'];

/** What a word before an adjective makes of its mood. */
const turns = {
  not: mood => (mood > 2 ? 1 : 3),      // not superb is no praise, not awful is some
  very: mood => (mood > 2 ? 4 : 0),
  rather: mood => (mood > 2 ? 3 : 1),
};

/** What two clauses come to: `but` gives the second the last word, `and` goes to the middle of both, rounded towards 2. */
const joints = {
  but: (_, second) => second,
  and: (first, second) => (first + second > 4 ? Math.floor : Math.ceil)((first + second) / 2),
};

/**
 * Phrases that say how something was, one a line, each a tree with a mood at every node, written as in the Stanford Sentiment Treebank:
 * `(1 (2 (2 the) (2 film)) (1 (2 is) (1 (2 not) (3 good))))`. The grammar is our own, and each mood follows from the children's by rule.
 * The first nine tenths have one to three clauses, the last tenth four or five.
 * @param count of lines, all different
 */
export function moods(count = 3000) {
  const random = lehmer(1);
  const one = all => all[Math.floor(random() * all.length)];
  const node = (mood, text) => ({ mood, text: `(${mood} ${text})` });
  const word = text => node(adjectives[text] ?? 2, text);
  const pair = (mood, left, right) => node(mood, `${left.text} ${right.text}`);

  /** An adjective behind up to three words that turn it. */
  function adjective(depth) {
    if (depth === 0 || random() < 0.4) return word(one(Object.keys(adjectives)));
    const turn = one(Object.keys(turns));
    const inner = adjective(depth - 1);
    return pair(turns[turn](inner.mood), word(turn), inner);
  }

  function clause() {
    const said = adjective(3);
    return pair(said.mood, pair(2, word('the'), word(one(nouns))), pair(said.mood, word('is'), said));
  }

  /** Clauses joined one after another or one within another. */
  function phrase(clauses) {
    if (clauses === 1) return clause();
    const before = 1 + Math.floor(random() * (clauses - 1));
    const [first, second, joint] = [phrase(before), phrase(clauses - before), one(Object.keys(joints))];
    return pair(joints[joint](first.mood, second.mood), first, pair(second.mood, word(joint), second));
  }

  const lines = new Set();
  while (lines.size < count) lines.add(phrase(lines.size < 0.9 * count ? 1 + Math.floor(random() * 3) : 4 + Math.floor(random() * 2)).text);
  return `${[...lines].join('\n')}\n`;
}
