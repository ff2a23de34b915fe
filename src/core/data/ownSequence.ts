import { counted, describe, formatNumber } from '../spec/wording.ts';
import { widthOf } from '../tasks/elements.ts';
import type { Classes, Elements } from '../tasks/elements.ts';
import type { Declared, Wrong } from './ownDeclaration.ts';
import type { Sequence } from '../tasks/task.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';

/**
 * A sequence as a person's code drew it, as every sequence is: what they write as lists becomes rows, names become classes.
 * @param most steps that it may have @param name of the function that drew it @throws what `wrong` throws, where it is not what the task declares
 */
export function ownSequence(drawn: unknown, task: Declared, most: number, name: string, wrong: Wrong): Sequence {
  if (!isRecord(drawn)) return wrong(`\`${name}\` gives ${describe(drawn)}; an object with \`x\` and \`y\` is expected.`);
  if (typeof drawn['then'] === 'function') return wrong(`\`${name}\` is asynchronous; it gives a sequence at once.`);
  const [x, y] = [valuesOf('x', drawn['x'], task.x, wrong), valuesOf('y', drawn['y'], task.y, wrong)];
  const [length, answers] = [x.length / widthOf(task.x), y.length / widthOf(task.y)];
  const steps = task.answer ? task.answer.most : most;
  if (length === 0) return wrong('`x` is empty: a sequence has one element at least.');
  if (length > steps) return wrong(`\`x\` has ${counted(length, 'element')}; a sequence has ${formatNumber(steps)} at most${task.answer ? ' (`answer.most`)' : ', as many as tau asks for'}.`);
  if (task.output === 'last' && answers !== 1) return wrong(`\`y\` has ${counted(answers, 'element')}; one is expected, the answer at the end (\`output\` "last").`);
  if (task.output === 'each' && answers !== length) return wrong(`\`y\` has ${counted(answers, 'element')} and \`x\` ${formatNumber(length)}; as many are expected, an answer at each step (\`output\` "each").`);
  if (task.answer) checkMark(x, y, task as Answering, wrong);
  const { right, children, source, written } = drawn;
  const counts = drawn['counts'] === undefined ? undefined : countsOf(drawn['counts'], task, length, wrong);
  return {
    x, y, ...(counts && { counts }), ...(right !== undefined && { right: rightOf(right, task, { y, counts }, wrong) }),
    ...(task.trees && { children: childrenOf(children, task.trees.arity, length, wrong) }), ...(task.answer && { source: sourceOf(source, task.answer.source, wrong) }), ...(written !== undefined && { written: String(written) }),
  };
}

/** Numbers that are none cannot be learnt from. @throws what `wrong` throws */
export function checkFinite({ x, y }: Sequence, task: Declared, name: string, wrong: Wrong): void {
  for (const [letter, values, elements] of [['x', x, task.x], ['y', y, task.y]] as const) {
    const at = values.findIndex(value => !Number.isFinite(value));
    if (at >= 0) wrong(`\`${name}\` gives ${letter}[${Math.floor(at / widthOf(elements))}] = ${String(values[at])}: every number is to be finite.`);
  }
}

/** A list of elements, or all their numbers one after another in a typed array, as `[length · width]`. */
function valuesOf(name: string, given: unknown, elements: Elements, wrong: Wrong): Float32Array | Int32Array {
  const width = widthOf(elements);
  const isFlat = ArrayBuffer.isView(given) && !(given instanceof DataView);
  if (!isFlat && !Array.isArray(given)) return wrong(`\`${name}\` is ${describe(given)}; a list of its elements is expected.`);
  const list = isFlat ? rowsOf(given as unknown as Float32Array, width, name, wrong) : given as unknown[];
  const values = elements.kind === 'classes' ? new Int32Array(list.length) : new Float32Array(list.length * width);
  for (const [t, element] of list.entries()) {
    if (elements.kind === 'classes') values[t] = classOf(`${name}[${t}]`, element, elements, wrong);
    else values.set(rowOf(`${name}[${t}]`, element, elements, wrong), t * width);
  }
  return values;
}

/** A typed array in rows. */
function rowsOf(flat: Float32Array, width: number, name: string, wrong: Wrong): unknown[] {
  if (flat.length % width > 0) wrong(`\`${name}\` has ${counted(flat.length, 'number')}, which are no rows of ${formatNumber(width)} (\`${name}.size\`).`);
  return Array.from({ length: flat.length / width }, (_, t) => (width === 1 ? flat[t] : Array.from(flat.subarray(t * width, (t + 1) * width))));
}

function rowOf(name: string, element: unknown, elements: Exclude<Elements, Classes>, wrong: Wrong): ArrayLike<number> {
  const { kind, size } = elements;
  const row = typeof element === 'number' && size === 1 ? [element] : element;
  const isRow = Array.isArray(row) || (ArrayBuffer.isView(row) && !(row instanceof DataView));
  if (!isRow) return wrong(`\`${name}\` is ${describe(element)}; ${size === 1 ? 'a number' : `a row of ${formatNumber(size)} numbers`} is expected.`);
  const numbers = row as unknown as ArrayLike<unknown>;
  if (numbers.length !== size) return wrong(`\`${name}\` has ${counted(numbers.length, 'number')}; ${counted(size, 'number')} in a row ${size === 1 ? 'is' : 'are'} declared (\`size\`).`);
  for (let i = 0; i < size; i++) {
    const value = numbers[i];
    if (typeof value !== 'number') return wrong(`\`${name}\` has ${describe(value)} in it; a number is expected.`);
    if (kind === 'bits' && value !== 0 && value !== 1) return wrong(`\`${name}\` has ${describe(value)} in it; its elements are declared as bits, each 0 or 1.`);
  }
  return numbers as ArrayLike<number>;
}

function classOf(name: string, element: unknown, { names }: Classes, wrong: Wrong): number {
  const index = typeof element === 'string' ? names.indexOf(element) : element;
  if (Number.isInteger(index) && (index as number) >= 0 && (index as number) < names.length) return index as number;
  return wrong(`\`${name}\` is ${describe(element)}; one of ${counted(names.length, 'class', 'classes')} is expected, by its name or from 0 to ${formatNumber(names.length - 1)}.`);
}

function countsOf(given: unknown, { output }: Declared, length: number, wrong: Wrong): number[] {
  if (output === 'last') return wrong('`counts` says which answers count, and there is one only (`output` "last"): leave it out.');
  if (!Array.isArray(given)) return wrong(`\`counts\` is ${describe(given)}; a list of true and false, or of 1 and 0, is expected.`);
  if (given.length !== length) return wrong(`\`counts\` has ${counted(given.length, 'entry', 'entries')} and \`x\` ${counted(length, 'element')}; as many are expected.`);
  const odd = given.findIndex(each => each !== 0 && each !== 1 && typeof each !== 'boolean');
  if (odd >= 0) return wrong(`\`counts[${odd}]\` is ${describe(given[odd])}; true or false, 1 or 0, is expected.`);
  const counts = given.map(Number);
  return counts.includes(1) ? counts : wrong(`\`counts\` is 0 everywhere: of this sequence of ${counted(length, 'step')} no answer counts. \`leastTau\` says how many it takes.`);
}

/** A task that writes answers class by class, as its declaration was looked at for. */
type Answering = Declared & { readonly y: Classes; readonly answer: NonNullable<Declared['answer']> };

/** Whoever writes an answer begins with the mark, and has ended where it comes again. */
function checkMark(x: ArrayLike<number>, y: ArrayLike<number>, { answer: { mark }, y: { names } }: Answering, wrong: Wrong): void {
  const end = y.length - 1;
  if (x[0] !== mark) wrong(`\`x[0]\` is ${describe(names[x[0]!])}; an answer begins with its mark there, ${describe(names[mark])} (\`answer.mark\`).`);
  if (y[end] !== mark) wrong(`\`y[${end}]\` is ${describe(names[y[end]!])}; an answer ends with its mark there, ${describe(names[mark])} (\`answer.mark\`).`);
}

function rightOf(given: unknown, { y }: Declared, drawn: { y: ArrayLike<number>; counts: readonly number[] | undefined }, wrong: Wrong): number[][] {
  if (y.kind !== 'classes') return wrong('`right` says which classes are right besides, and `y` has none: leave it out.');
  const answers = drawn.y.length;
  if (!Array.isArray(given) || given.length !== answers) return wrong(`\`right\` is ${describe(given)}${Array.isArray(given) ? ` of ${formatNumber(given.length)}` : ''}; a list of classes for each answer, ${formatNumber(answers)}, is expected.`);
  const right = given.map((each, t) => (Array.isArray(each) && each.length > 0 ? each.map(one => classOf(`right[${t}]`, one, y, wrong)).sort((a, b) => a - b) : wrong(`\`right[${t}]\` is ${describe(each)}; the classes that are right there are expected.`))) as number[][];
  const without = right.findIndex((each, t) => drawn.counts?.[t] !== 0 && !each.includes(drawn.y[t]!));
  return without < 0 ? right : wrong(`\`right[${without}]\` is without ${describe(y.names[drawn.y[without]!])}, which \`y[${without}]\` is: the answer itself is right, too.`);
}

function sourceOf(given: unknown, source: Classes, wrong: Wrong): Int32Array {
  const values = valuesOf('source', given, source, wrong) as Int32Array;
  return values.length > 0 ? values : wrong('`source` is empty: what is read before has one element at least.');
}

/** Of each node where its children are, nodes in post-order: each before its parent, the root last. */
function childrenOf(given: unknown, arity: number, length: number, wrong: Wrong): number[][] {
  if (!Array.isArray(given) || given.length !== length) return wrong(`\`children\` is ${describe(given)}; for each of ${counted(length, 'node')} a list of where its children are is expected.`);
  const parents = new Set<number>();
  for (const [t, children] of given.entries()) {
    if (!Array.isArray(children)) return wrong(`\`children[${t}]\` is ${describe(children)}; a list is expected, empty for a leaf.`);
    if (children.length > arity) return wrong(`\`children[${t}]\` has ${formatNumber(children.length)}; ${formatNumber(arity)} at most are declared (\`trees.arity\`).`);
    for (const child of children as unknown[]) {
      if (!Number.isInteger(child) || (child as number) < 0 || (child as number) >= t || parents.has(child as number)) return wrong(`\`children[${t}]\` has ${describe(child)}; a node before it that is no other's child is expected: children come before their parent.`);
      parents.add(child as number);
    }
  }
  if (parents.size !== length - 1) wrong(`${formatNumber(length - parents.size)} nodes are nobody's child; the root alone is, the last.`);
  return given.map(each => [...each as number[]]); // whoever drew it may use theirs again
}
