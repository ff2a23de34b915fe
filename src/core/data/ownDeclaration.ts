import { didYouMean } from '../spec/suggest.ts';
import { describe, listed } from '../spec/wording.ts';
import type { Classes, Elements } from '../tasks/elements.ts';
import type { Task } from '../tasks/task.ts';

/** Says what is wrong, after the place. */
export type Wrong = (what: string) => never;

/** What a task says of its sequences before one is drawn. */
export type Declared = Omit<Task, 'draw' | 'drawValidation'>;

interface Declaring {
  readonly file: string;
  /** Calls something of the file's. */
  readonly call: <T>(f: () => T) => T;
  /** @param name of the field that is wrong */
  readonly at: (name: string) => Wrong;
}

/** The fields of a task. */
const fields = ['title', 'label', 'x', 'y', 'output', 'why', 'ahead', 'answersAll', 'leastTau', 'mostTau', 'longestHeld', 'trainingSequences', 'answer', 'trees', 'draw', 'drawValidation'];

/** What a person's task declares, as every task does. What may be left out is filled in. @throws what `at` throws */
export function declaredBy(made: Readonly<Record<string, unknown>>, declaring: Declaring): Declared {
  const { file, at } = declaring;
  for (const name of ofClass(made) ? [] : Object.keys(made)) if (!fields.includes(name)) at(name)(`a task has no \`${name}\`${didYouMean(name, fields)}`);
  const [x, y] = [elementsOf('x', made['x'], declaring), elementsOf('y', made['y'], declaring)];
  const { output } = made;
  if (output !== 'each' && output !== 'last') return at('output')(`\`output\` is ${describe(output)}; "each", where an answer is asked for at each step, or "last", at the end, is expected.`);
  const whole = (name: string): number | undefined => wholeNumber(name, made[name], at(name));
  const text = (name: string, usual: string): string => (made[name] === undefined ? usual : textOf(name, made[name], at(name)));
  const [leastTau, mostTau, longestHeld, trainingSequences] = [whole('leastTau') ?? 1, whole('mostTau'), whole('longestHeld'), whole('trainingSequences')];
  if (mostTau !== undefined && mostTau < leastTau) at('mostTau')(`\`mostTau\` is ${mostTau}, less than \`leastTau\`, ${leastTau}.`);
  return {
    title: text('title', file), label: text('label', 'answer'), x, y, output, why: text('why', `${file} asks for ${asked[y.kind]} ${output === 'each' ? 'at each step' : 'at the end'}`), leastTau,
    ...(mostTau !== undefined && { mostTau }), ...(longestHeld !== undefined && { longestHeld: (tau: number) => Math.max(tau, longestHeld) }), ...(trainingSequences !== undefined && { trainingSequences }),
    ...(made['ahead'] !== undefined && { ahead: text('ahead', '') }), ...(made['answersAll'] === true && { answersAll: true as const }),
    ...(made['answer'] !== undefined && { answer: answerOf(made['answer'], { x, y, output }, declaring) }), ...(made['trees'] !== undefined && { trees: treesOf(made['trees'], at('trees')) }),
  };
}

/** Whether it is of a class of its author's, which may have fields of its own. */
const ofClass = (made: object): boolean => Object.getPrototypeOf(made) !== Object.prototype;

const asked: Readonly<Record<Elements['kind'], string>> = { numbers: 'numbers', bits: 'bits', classes: 'one of its classes' };
const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';

/** What each of x, or of y, is. */
function elementsOf(name: string, given: unknown, { call, at }: Declaring): Elements {
  const wrong = at(name);
  if (!isRecord(given)) return wrong(`\`${name}\` is ${describe(given)}; what its elements are is expected, as in { kind: 'numbers', size: 1 }.`);
  const { kind, size, names, write } = given;
  const known = kind === 'classes' ? ['kind', 'names'] : ['kind', 'size', 'write'];
  if (kind !== 'numbers' && kind !== 'bits' && kind !== 'classes') return wrong(`\`${name}.kind\` is ${describe(kind)}; "numbers", "bits" or "classes" is expected.`);
  for (const field of Object.keys(given)) if (!known.includes(field)) wrong(`\`${name}\` takes ${listed(known.map(each => `\`${each}\``), 'and')}, not \`${field}\`${didYouMean(field, known)}`);
  if (kind === 'classes') return { kind, names: namesOf(`${name}.names`, names, wrong) };
  if (!Number.isInteger(size) || (size as number) < 1) return wrong(`\`${name}.size\` is ${describe(size)}; how many ${kind} there are in a row is expected, 1 or more.`);
  if (write !== undefined && typeof write !== 'function') return wrong(`\`${name}.write\` is ${describe(write)}; a function that gives a text is expected.`);
  const written = write as ((row: unknown) => unknown) | undefined;
  if (kind === 'numbers') return { kind, size: size as number, write: row => (written ? String(call(() => written(row))) : Array.from(row, value => String(Number(value.toPrecision(3)))).join(' ')) };
  return { kind, size: size as number, write: on => (written ? String(call(() => written(on))) : Array.from({ length: size as number }, (_, bit) => Number(on.includes(bit))).join('')) };
}

function namesOf(name: string, given: unknown, wrong: Wrong): string[] {
  if (!Array.isArray(given) || given.length === 0 || !given.every(each => typeof each === 'string' && each !== '')) return wrong(`\`${name}\` is ${describe(given)}; the name of each class is expected, as in ['a', 'b'].`);
  const twice = (given as string[]).find((each, i) => given.indexOf(each) < i);
  return twice === undefined ? [...given as string[]] : wrong(`\`${name}\` has ${describe(twice)} twice.`);
}

function wholeNumber(name: string, given: unknown, wrong: Wrong): number | undefined {
  return given === undefined || (Number.isSafeInteger(given) && (given as number) >= 1) ? given as number | undefined : wrong(`\`${name}\` is ${describe(given)}; a whole number from 1 is expected.`);
}

function textOf(name: string, given: unknown, wrong: Wrong): string {
  return typeof given === 'string' && given !== '' ? given : wrong(`\`${name}\` is ${describe(given)}; a text is expected.`);
}

/** What is read before an answer is written: the decoder of an `encoder` reads its own answer so far as x. */
function answerOf(given: unknown, { x, y, output }: Pick<Task, 'x' | 'y' | 'output'>, declaring: Declaring): NonNullable<Task['answer']> {
  const wrong = declaring.at('answer');
  const source = isRecord(given) && given['source'] !== undefined ? elementsOf('answer.source', given['source'], { ...declaring, at: () => wrong }) : undefined;
  if (!isRecord(given) || source?.kind !== 'classes') return wrong('`answer` says what is read before: { source: { kind: \'classes\', names }, mark, most } is expected.');
  if (output !== 'each' || y.kind !== 'classes' || x.kind !== 'classes' || x.names.join('\0') !== y.names.join('\0')) return wrong('an `answer` is written class by class: `x` and `y` are to be the same classes, and `output` "each".');
  const mark = typeof given['mark'] === 'string' ? y.names.indexOf(given['mark']) : given['mark'];
  if (!isIndex(mark, y)) return wrong(`\`answer.mark\` is ${describe(given['mark'])}; the class of \`y\` that begins and ends an answer is expected.`);
  return { source, mark, most: wholeNumber('answer.most', given['most'], wrong) ?? wrong('`answer.most` is undefined; the most elements of an answer are expected, the end among them.') };
}

const isIndex = (value: unknown, { names }: Classes): value is number => Number.isInteger(value) && (value as number) >= 0 && (value as number) < names.length;

function treesOf(given: unknown, wrong: Wrong): { arity: number } {
  const arity = isRecord(given) ? wholeNumber('trees.arity', given['arity'], wrong) : undefined;
  return arity === undefined ? wrong('`trees` says how many children a node has at most: { arity: 2 } is expected.') : { arity };
}
