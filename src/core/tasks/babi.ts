import type { RandomStream } from '../math/random.ts';
import type { Sequence, Task, TaskOptions } from './task.ts';

const people = ['Ada', 'Ben', 'Cleo', 'Dan'];
const places = ['kitchen', 'garden', 'office', 'cellar', 'attic', 'hall'];
const verbs = ['went', 'walked', 'ran', 'moved'];
const words = [...people, ...places, ...verbs, 'to', 'the', 'where', 'is'];

/**
 * Who is where? One supporting fact among others, as in the first of the bAbI tasks (Weston et al. 2015, arXiv:1502.05698), in words
 * of our own:
 *
 *   Ada went to the garden. Ben ran to the hall. Ada moved to the attic. Where is Ben? – hall
 *
 * Each element is a sentence as a bag of words, 1 for each word that is in it; the last is the question. It asks for somebody who
 * has been somewhere; the answer is where that was last. There are 1 to tau − 1 sentences before the question.
 */
export function babi(_: TaskOptions<'babi'>): Task {
  return {
    title: 'one supporting fact',
    label: 'place',
    x: { kind: 'bits', size: words.length, write: on => on.map(word => words[word]!).join(' ') },
    y: { kind: 'classes', names: places },
    output: 'last',
    why: 'a place is asked for at the end',
    leastTau: 2,

    draw(tau: number, random: RandomStream): Sequence {
      const story = Array.from({ length: 1 + random.integer(tau - 1) }, () => ({ person: one(people, random), place: random.integer(places.length) }));
      const { person: asked } = story[random.integer(story.length)]!;
      const sentences = story.map(({ person, place }) => [person, one(verbs, random), 'to', 'the', places[place]!]);
      return { x: bags([...sentences, ['where', 'is', asked]]), y: Int32Array.of(story.findLast(({ person }) => person === asked)!.place) };
    },
  };
}

const one = (names: readonly string[], random: RandomStream): string => names[random.integer(names.length)]!;

/** `[sentences, words]` */
function bags(sentences: readonly (readonly string[])[]): Float32Array {
  const x = new Float32Array(sentences.length * words.length);
  for (const [t, sentence] of sentences.entries()) for (const word of sentence) x[t * words.length + words.indexOf(word)] = 1;
  return x;
}
