import type { ParameterSpec } from '../math/initialisers.ts';
import type { CellSpec } from '../spec/experiment.ts';

/** What the weights of a reservoir are drawn by. */
export type ReservoirDrawing = Pick<Extract<CellSpec, { kind: 'reservoir' }>, 'topology' | 'spectralRadius' | 'density' | 'inputScaling' | 'bias' | 'feedbackScaling'>;

/** The weights of a reservoir, in the order in which they are drawn: U, W, b. None is ever learnt. */
export function reservoirParameters({ topology, spectralRadius: radius, density, inputScaling, bias, feedbackScaling = 1 }: ReservoirDrawing, nX: number, n: number): ParameterSpec[] {
  return [
    { name: 'U', shape: [nX, n], initialiser: { kind: 'uniform', limit: inputScaling }, fixed: true, besides: { Y: { kind: 'uniform', limit: feedbackScaling } } },
    { name: 'W', shape: [n, n], initialiser: { kind: 'reservoir', wiring: { topology, radius, density } }, fixed: true },
    { name: 'b', shape: [n], initialiser: { kind: 'uniform', limit: bias }, fixed: true },
  ];
}
