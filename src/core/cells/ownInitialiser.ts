import type { Initialiser } from '../math/initialisers.ts';
import { describe, listed } from '../spec/wording.ts';
import type { Wrong } from './wrong.ts';

/** A parameter whose first value is to be drawn. */
interface Drawn {
  readonly name: string;
  readonly shape: readonly number[];
  /** As sentences begin: `parameters.W`, in code. */
  readonly at: string;
  readonly wrong: Wrong;
}

/** What is said of an initialiser besides its kind. */
type Said = Readonly<Record<string, unknown>>;

/** How a first value may be drawn. */
const readers: { readonly [K in Exclude<Initialiser['kind'], 'reservoir' | 'rows'>]: (said: Said, drawn: Drawn) => Initialiser } = {
  zeros: () => ({ kind: 'zeros' }),
  glorot: (said, drawn) => ({ kind: 'glorot', blocks: blocksOf('glorot', said, drawn) }),
  orthogonal: (said, drawn) => ({ kind: 'orthogonal', blocks: blocksOf('orthogonal', said, drawn) }),
  identity: (said, drawn) => ({ kind: 'identity', blocks: blocksOf('identity', said, drawn) }),
  nearCritical: (said, drawn) => ({ kind: 'nearCritical', blocks: squareBlocksOf(said, drawn) }),
  constant: ({ values }, drawn) => ({ kind: 'constant', values: numbersOf(values, 'values', drawn) }),
  chrono: ({ longest, signs }, drawn) => ({ kind: 'chrono', longest: longestOf(longest, drawn), signs: numbersOf(signs, 'signs', drawn) }),
  uniform: ({ limit }, drawn) => ({ kind: 'uniform', limit: limitOf(limit, drawn) }),
  masked: maskedOf,
};

/** U is divided by rows where a model reads more than x (`models/jointParameters.ts`), and what is drawn by chance as one would not be that any more. */
const asOne: readonly string[] = ['nearCritical', 'chrono'];

/** How the first value of a parameter that a person wrote is drawn. Left out: of a matrix Glorot's, else zeros. @param parameter its `initialiser` and `blocks` */
export function ownInitialiser({ initialiser, blocks = 1 }: Said, drawn: Drawn): Initialiser {
  const { name, shape, at, wrong } = drawn;
  const given = typeof initialiser === 'string' || initialiser === undefined ? { kind: initialiser ?? (shape.length === 2 ? 'glorot' : 'zeros') } : initialiser;
  const kind = isRecord(given) ? given['kind'] : given;
  const kinds = Object.keys(readers).filter(each => name !== 'U' || !asOne.includes(each));
  if (!isRecord(given) || !kinds.some(each => each === kind)) return wrong(`${at} has the initialiser ${describe(kind)}; ${listed(kinds.map(describe), 'or')} is expected.`);
  return readers[kind as keyof typeof readers]({ blocks, ...given }, drawn);
}

const isRecord = (value: unknown): value is Said => value !== null && typeof value === 'object';
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0;

function blocksOf(kind: string, { blocks }: Said, { shape, at, wrong }: Drawn): number {
  if (shape.length === 2 && isCount(blocks) && shape[1]! % blocks === 0) return blocks;
  return wrong(`${at} is [${shape.join(', ')}], which is not ${describe(blocks)} matrices side by side, as the initialiser "${kind}" draws them.`);
}

function squareBlocksOf({ blocks }: Said, { shape, at, wrong }: Drawn): number {
  if (shape.length === 2 && isCount(blocks) && shape[1] === blocks * shape[0]!) return blocks;
  return wrong(`${at} is [${shape.join(', ')}], which is not ${blocks === 1 ? 'a square matrix' : `${describe(blocks)} square matrices side by side`}, as the initialiser "nearCritical" draws.`);
}

function limitOf(limit: unknown, { at, wrong }: Drawn): number {
  return typeof limit === 'number' && limit > 0 && limit < Infinity ? limit : wrong(`${at} has the initialiser "uniform", which needs \`limit\`, a number above 0; it is ${describe(limit)}.`);
}

function longestOf(longest: unknown, { at, wrong }: Drawn): number {
  return typeof longest === 'number' && longest >= 1 && longest < Infinity ? longest : wrong(`${at} has the initialiser "chrono", which needs \`longest\`, a number of steps from 1; it is ${describe(longest)}.`);
}

/** One for each of as many equal parts. @param field what they stand in */
function numbersOf(list: unknown, field: string, { shape, at, wrong }: Drawn): number[] {
  const size = shape.reduce((all, n) => all * n, 1);
  const right = Array.isArray(list) && list.length > 0 && list.every(Number.isFinite) && size % list.length === 0;
  return right ? list as number[] : wrong(`${at} has an initialiser that needs \`${field}\`: numbers, one for each of as many equal parts of [${shape.join(', ')}].`);
}

function maskedOf({ of, mask, blocks }: Said, drawn: Drawn): Initialiser {
  const { shape, at, wrong } = drawn;
  const [rows, columns] = shape;
  const right = shape.length === 2 && Array.isArray(mask) && mask.length === rows && mask.every(row => Array.isArray(row) && row.length === columns && row.every(Number.isFinite));
  if (!right) return wrong(`${at} has the initialiser "masked", which needs \`mask\`, rows of 1 and 0 as [${shape.join(', ')}]: 0 where there is no connection.`);
  return { kind: 'masked', of: ownInitialiser({ initialiser: of, blocks }, drawn), keeps: (row, column) => (mask as number[][])[row]![column] !== 0 };
}
