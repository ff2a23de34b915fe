import { concat, split } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../cells/cell.ts';
import { besides, matrixOf } from './jointParameters.ts';
import type { Joints } from './jointParameters.ts';

/** The matrices one below another, as the cell multiplies them: U becomes [U; Y], of several `taps` [U₀; Y₀; U₁; Y₁; …]. */
export function joined(parameters: Parameters, joints: Joints, taps: number): Parameters {
  const letters = Object.keys(joints);
  const matrix = matrixOf(Object.keys(parameters).map((name) => ({ name })));
  if (letters.length === 0 || !(matrix in parameters)) return parameters;                // a person's own cell may call it otherwise, and reads all as one
  const matrices = [matrix, ...letters.map((letter) => besides(matrix, letter))].map((name) => parameters[name] as Tensor2D);
  if (taps === 1) return { ...parameters, [matrix]: concat(matrices) };
  const parts = matrices.map((each) => split<Tensor2D>(each, taps));
  return { ...parameters, [matrix]: concat(parts[0]!.flatMap((_, tap) => parts.map((each) => each[tap]!))) };
}
