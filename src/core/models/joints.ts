import { concat } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../cells/cell.ts';
import { besides, matrixOf } from './jointParameters.ts';
import type { Joints } from './jointParameters.ts';

/** The matrices one below another, as the cell multiplies them: U becomes [U; Y]. */
export function joined(parameters: Parameters, joints: Joints): Parameters {
  const letters = Object.keys(joints);
  const matrix = matrixOf(Object.keys(parameters).map((name) => ({ name })));
  if (letters.length === 0 || !(matrix in parameters)) return parameters;                // a person's own cell may call it otherwise, and reads all as one
  return { ...parameters, [matrix]: concat([matrix, ...letters.map((letter) => besides(matrix, letter))].map((name) => parameters[name] as Tensor2D)) };
}
