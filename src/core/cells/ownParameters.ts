import type { ParameterSpec } from '../math/initialisers.ts';
import { describe } from '../spec/wording.ts';
import { ownInitialiser } from './ownInitialiser.ts';
import type { Wrong, WrongAt } from './wrong.ts';

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
    return { name, shape, initialiser: ownInitialiser(parameter, { name, shape, at, wrong }), ...(parameter['fixed'] === true && { fixed: true }), ...(taps !== undefined && { taps: taps as number }) };
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';

function shapeOf(shape: unknown, at: string, wrong: Wrong): number[] {
  const right = Array.isArray(shape) && shape.length > 0 && shape.every((n) => Number.isInteger(n) && n > 0);
  return right ? shape as number[] : wrong(`${at} has the shape ${Array.isArray(shape) ? `[${shape.join(', ')}]` : describe(shape)}; whole numbers from 1 are expected.`);
}
