import { feedforwardController, gateBiases, learntSpread, noIdentity, option, recurrentStart, weightVariance, withoutW } from './cellChanges.ts';
import type { Change, Changes } from './changes.ts';
import type { CellSpec } from './experiment.ts';
import type { CellTemplate } from './newCell.ts';
import { whyNeverOwn } from './neverOwn.ts';
import type { NeverOwn } from './neverOwn.ts';

/** How a built-in cell is written as a person's own: the same equations and parameters, which begin with the same numbers. */
export interface CellOrigin {
  readonly from: CellTemplate;
  /** What of the template's text, and of its test's, is another here. */
  readonly changes: { readonly cell: readonly Change[]; readonly test: readonly Change[] };
}

export type BuiltInCell = Exclude<CellSpec, { kind: 'own' }>;
type OriginOf<K extends BuiltInCell['kind']> = (cell: BuiltInCell & { kind: K }) => CellOrigin;

const of = (from: CellTemplate, ...changes: readonly Changes[]): CellOrigin => ({ from, changes: { cell: changes.flatMap(({ cell = [] }) => cell), test: changes.flatMap(({ test = [] }) => test) } });

/** Of every cell its template, and its options in that. */
const origins: { readonly [K in Exclude<BuiltInCell['kind'], NeverOwn>]: OriginOf<K> } = {
  tanh: cell => of('tanh', recurrentStart(cell)),
  relu: cell => of('relu', recurrentStart(cell, 'identity'), cell.recurrentInitialiser === 'identity' ? {} : noIdentity),
  leaky: cell => leaky(cell),
  skip: cell => of('skip', option('delay: d', 2, cell.delay), cell.connections === 'skip' ? withoutW : {}, recurrentStart(cell)),
  clockwork: cell => of('clockwork', option('periods', [1, 2, 4, 8], cell.periods), recurrentStart(cell)),
  timeDelay: ({ kernel, dilation, variance }) => (kernel === 1
    ? of('feedforward', weightVariance('nX', variance))
    : of('timeDelay', option('kernel: k', 3, kernel), option('dilation: d', 1, dilation), weightVariance('(k * nX)', variance))),
  perPosition: ({ positions }) => of('perPosition', option('positions', 30, positions)),
  gru: cell => of(cell.reset === 'after' ? 'gru' : 'gruBefore', recurrentStart(cell)),
  minimalGated: cell => of('minimalGated', recurrentStart(cell)),
  lstm: cell => of('lstm', gateBiases(cell, [0, 1, 0, 0], [-1, 1, 0, 0]), recurrentStart(cell)),
  peepholeLstm: cell => of('peepholeLstm', gateBiases(cell, [0, 1, 0, 0], [-1, 1, 0, 0]), recurrentStart(cell)),
  coupledLstm: cell => of('coupledLstm', gateBiases(cell, [1, 0, 0], [1, 0, 0]), recurrentStart(cell)),
  layerNormLstm: cell => of('layerNormLstm', gateBiases(cell, [0, 1, 0, 0], [-1, 1, 0, 0]), recurrentStart(cell)),
  ntm: ({ controller, slots, width, heads, shift }) => of('ntm', controller === 'lstm' ? {} : feedforwardController, option('slots: N', 24, slots), option('width', 12, width), option('heads', 1, heads), option('shift', 1, shift)),
  memory: ({ slots, hops }) => of('memory', option('slots', 20, slots), option('hops', 3, hops)),
};

/** How a built-in cell is written as a person's own or, as a sentence, why that cannot be. */
export function originOf(cell: BuiltInCell): CellOrigin | string {
  return whyNeverOwn(cell) ?? (origins[cell.kind as Exclude<BuiltInCell['kind'], NeverOwn>] as OriginOf<BuiltInCell['kind']>)(cell);
}

function leaky({ alpha, learnAlpha, recurrentInitialiser }: CellSpec & { kind: 'leaky' }): CellOrigin {
  const start = recurrentStart({ recurrentInitialiser });
  if (alpha.kind === 'same') return learnAlpha ? of('leakyLearnt', option('alpha: first', 0.9, alpha.value), start) : of('leaky', option('alpha', 0.9, alpha.value), start);
  if (learnAlpha) return of('leakyLearnt', learntSpread(alpha), start);
  return of('leakySpread', option('from', 1, alpha.from), option('to', 100, alpha.to), start);
}
