import type { Initialiser, ParameterSpec } from '../math/initialisers.ts';
import { describe, listed } from '../spec/wording.ts';

/** How a first value may be drawn, of one parameter. */
const simple = ['zeros', 'glorot', 'orthogonal', 'identity', 'nearCritical'] as const;
const kinds = [...simple, 'constant', 'chrono', 'uniform', 'masked'] as const;

/** Says what is wrong, after the place. */
export type Wrong = (what: string) => never;
/** The same of a parameter, or of all of them. */
export type WrongAt = (parameter?: string) => Wrong;

/** The parameters of a cell that a person wrote, as every cell has them. @param wrongAt throws a sentence */
export function ownParameters(parameters: unknown, wrongAt: WrongAt): ParameterSpec[] {
  if (!isRecord(parameters)) return wrongAt()('the cell has no `parameters`: an object of { shape, initialiser } by their names is expected.');
  return Object.entries(parameters).map(([name, parameter]) => {
    const [at, wrong] = [`\`parameters.${name}\``, wrongAt(name) as Wrong];
    if (!/^[A-Za-z_]\w*$/.test(name)) wrong(`${at} is no name for a parameter: letters, digits and _ are.`);
    if (!isRecord(parameter)) return wrong(`${at} is ${describe(parameter)}; { shape, initialiser } is expected.`);
    const shape = shapeOf(parameter['shape'], at, wrong);
    const taps = parameter['taps'];
    if (taps !== undefined && (name !== 'U' || !Number.isInteger(taps) || (taps as number) < 1)) wrong(`${at} has \`taps\` of ${describe(taps)}; only U has them, a whole number from 1: from how many steps it reads x.`);
    return { name, shape, initialiser: initialiserOf(parameter, shape, at, wrong), ...(parameter['fixed'] === true && { fixed: true }), ...(taps !== undefined && { taps: taps as number }) };
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';

function shapeOf(shape: unknown, at: string, wrong: Wrong): number[] {
  const right = Array.isArray(shape) && shape.length > 0 && shape.every((n) => Number.isInteger(n) && n > 0);
  return right ? shape as number[] : wrong(`${at} has the shape ${Array.isArray(shape) ? `[${shape.join(', ')}]` : describe(shape)}; whole numbers from 1 are expected.`);
}

/** Left out: of a matrix Glorot's, else zeros. */
function initialiserOf({ initialiser, blocks }: Record<string, unknown>, shape: readonly number[], at: string, wrong: Wrong): Initialiser {
  const given = typeof initialiser === 'string' || initialiser === undefined
    ? { kind: initialiser ?? (shape.length === 2 ? 'glorot' : 'zeros'), blocks: blocks ?? 1 } : initialiser;
  const kind = isRecord(given) ? given['kind'] : given;
  if (!isRecord(given) || !kinds.some((each) => each === kind)) return wrong(`${at} has the initialiser ${describe(kind)}; ${listed(kinds.map(describe), 'or')} is expected.`);
  const made = { blocks: blocks ?? 1, ...given } as { kind: typeof kinds[number]; blocks: number; values?: unknown; signs?: unknown; limit?: unknown; longest?: unknown; of?: unknown; mask?: unknown };
  const size = shape.reduce((all, n) => all * n, 1);
  switch (made.kind) {
    case 'zeros': return { kind: 'zeros' };
    case 'glorot':
    case 'orthogonal':
    case 'identity':
      if (shape.length !== 2 || !Number.isInteger(made.blocks) || made.blocks < 1 || shape[1]! % made.blocks > 0) wrong(`${at} is [${shape.join(', ')}], which is not ${describe(made.blocks)} matrices side by side, as the initialiser "${made.kind}" draws them.`);
      return { kind: made.kind, blocks: made.blocks };
    case 'nearCritical':
      if (shape.length !== 2 || !Number.isInteger(made.blocks) || shape[1] !== made.blocks * shape[0]!) wrong(`${at} is [${shape.join(', ')}], which is not ${made.blocks === 1 ? 'a square matrix' : `${describe(made.blocks)} square matrices side by side`}, as the initialiser "nearCritical" draws.`);
      return { kind: made.kind, blocks: made.blocks };
    case 'masked': {
      const mask = maskOf(made.mask);
      return { kind: 'masked', of: initialiserOf({ initialiser: made.of, blocks: made.blocks }, shape, at, wrong), keeps: (row, column) => mask[row]![column] !== 0 };
    }
    case 'uniform':
      return typeof made.limit === 'number' && made.limit > 0 && made.limit < Infinity ? { kind: 'uniform', limit: made.limit } : wrong(`${at} has the initialiser "uniform", which needs \`limit\`, a number above 0; it is ${describe(made.limit)}.`);
    case 'constant':
      return { kind: 'constant', values: numbers(made.values, 'values') };
    case 'chrono':
      if (typeof made.longest !== 'number' || !(made.longest >= 1 && made.longest < Infinity)) wrong(`${at} has the initialiser "chrono", which needs \`longest\`, a number of steps from 1; it is ${describe(made.longest)}.`);
      return { kind: 'chrono', longest: made.longest as number, signs: numbers(made.signs, 'signs') };
  }

  function maskOf(mask: unknown): number[][] {
    const [rows, columns] = shape;
    const right = shape.length === 2 && Array.isArray(mask) && mask.length === rows && mask.every(row => Array.isArray(row) && row.length === columns && row.every(Number.isFinite));
    return right ? mask as number[][] : wrong(`${at} has the initialiser "masked", which needs \`mask\`, rows of 1 and 0 as [${shape.join(', ')}]: 0 where there is no connection.`);
  }

  function numbers(list: unknown, field: string): number[] {
    const right = Array.isArray(list) && list.length > 0 && list.every(Number.isFinite) && size % list.length === 0;
    return right ? list as number[] : wrong(`${at} has an initialiser that needs \`${field}\`: numbers, one for each of as many equal parts of [${shape.join(', ')}].`);
  }
}
