import { matMul, reshape, sum, transpose } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** A tensor whose axes have letters. */
interface Lettered {
  readonly letters: readonly string[];
  readonly value: Tensor;
}

/**
 * Einstein's sum of products, as in `bi,ij->bj`: what is not to the right of the arrow is summed over. One product of matrices after another, since
 * TensorFlow.js has no gradient of its own, and none of it at all on WebAssembly. @throws Error where the equation does not go with the tensors
 */
export function einsum(equation: string, ...tensors: Tensor[]): Tensor {
  const [, left, right] = /^([a-z,]+)->([a-z]*)$/i.exec(equation.replaceAll(' ', '')) ?? [];
  if (left === undefined || right === undefined) throw new Error(`einsum takes letters with an arrow, as in 'bi,ij->bj', not '${equation}'`);
  const terms = left.split(',');
  if (terms.length !== tensors.length) throw new Error(`'${equation}' is of ${terms.length} tensors, and einsum is given ${tensors.length}`);
  checkLetters(equation, terms, right, tensors);
  const lettered = terms.map((term, i): Lettered => ({ letters: [...term], value: tensors[i]! }));
  const product = lettered.slice(1).reduce((all, next, i) => productOf(all, next, right + terms.slice(i + 2).join('')), lettered[0]!);
  return ordered(summed(product, right), [...right]);
}

function checkLetters(equation: string, terms: readonly string[], right: string, tensors: readonly Tensor[]): void {
  const lengths = new Map<string, number>();
  terms.forEach((term, i) => {
    const { shape } = tensors[i]!;
    if (term.length !== shape.length || new Set(term).size < term.length) throw new Error(`'${term}' of '${equation}' is [${shape.join(', ')}]: einsum takes a letter for each axis, each once`);
    shape.forEach((length, axis) => {
      const before = lengths.get(term[axis]!) ?? length;
      if (before !== length) throw new Error(`${term[axis]} of '${equation}' is ${before} and ${length}`);
      lengths.set(term[axis]!, length);
    });
  });
  const [wrong] = [...right].filter((letter, i) => !lengths.has(letter) || right.indexOf(letter) < i);
  if (wrong !== undefined) throw new Error(`${wrong} of '${equation}' is to stand once to the right of the arrow, and to its left`);
}

/** @param wanted letters that are not to be summed over */
function productOf(one: Lettered, two: Lettered, wanted: string): Lettered {
  const [a, b] = [summed(one, wanted + two.letters.join('')), summed(two, wanted + one.letters.join(''))];
  const common = a.letters.filter((letter) => b.letters.includes(letter));
  const [side, inner] = [common.filter((letter) => wanted.includes(letter)), common.filter((letter) => !wanted.includes(letter))];
  const [ofA, ofB] = [a, b].map(({ letters }) => letters.filter((letter) => !common.includes(letter))) as [string[], string[]];
  const matrices = matMul(blocks(a, side, ofA, inner), blocks(b, side, inner, ofB));
  const letters = [...side, ...ofA, ...ofB];
  return { letters, value: reshape(matrices, letters.map((letter) => lengthOf(letter, a, b))) };
}

/** Over those axes whose letters are not wanted. */
function summed({ letters, value }: Lettered, wanted: string): Lettered {
  const axes = [...letters.keys()].filter((axis) => !wanted.includes(letters[axis]!));
  return axes.length === 0 ? { letters, value } : { letters: letters.filter((letter) => wanted.includes(letter)), value: sum(value, axes) };
}

/** `[side, rows, columns]`, each of as many axes as it has letters. */
function blocks(of: Lettered, ...parts: readonly string[][]): Tensor {
  return reshape(ordered(of, parts.flat()), parts.map((part) => part.reduce((all, letter) => all * lengthOf(letter, of), 1)));
}

const ordered = ({ letters, value }: Lettered, order: readonly string[]): Tensor => transpose(value, order.map((letter) => letters.indexOf(letter)));

function lengthOf(letter: string, ...among: readonly Lettered[]): number {
  const { letters, value } = among.find((each) => each.letters.includes(letter))!;
  return value.shape[letters.indexOf(letter)]!;
}
