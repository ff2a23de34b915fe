import type { Figures } from './agreement.ts';
import type { Tensors } from './draw.ts';

/**
 * Sampling as a workload: a given text is read one character at a time, over and over, so that all sides do the same work
 * whatever they would have drawn.
 * @param next reads a character and answers with logits
 */
export function readText(next: (character: number) => Promise<Float32Array>, tensors: Tensors): { step(): Promise<void>; check(): Promise<Figures> } {
  const characters = tensors['x.0']!.data;
  const following = tensors['y.0']!.data;
  let at = 0;
  const read = () => next(characters[at++ % characters.length]!);
  return {
    step: async () => { await read(); },
    async check() {
      let loss = 0;
      for (const character of following) loss += crossEntropy(await read(), character);
      return { loss: loss / following.length };
    },
  };
}

/** −log softmax(o) of a class, in nats. */
function crossEntropy(o: Float32Array, character: number): number {
  const largest = Math.max(...o);
  const sum = o.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  return largest + Math.log(sum) - o[character]!;
}
