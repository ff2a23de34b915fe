import { add, matMul, mul, tanh, tensor2d } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { cellFacts } from '../spec/cellFacts.ts';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell, StepContext } from './cell.ts';
import { reservoirParameters } from './reservoirParameters.ts';

/**
 * The reservoir of an echo state network (section 10.8; Jaeger 2001): leaky units whose weights are drawn and never learnt.
 *
 *   h⁽ᵗ⁾ = α·h⁽ᵗ⁻¹⁾ + (1 − α)·tanh(b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W + ε)
 *
 * W has the `spectralRadius`, U and b are uniform in ± `inputScaling` and ± `bias`. ε is state noise, normal with deviation `noise`,
 * while training only (Jaeger 2001, section 3).
 */
export function reservoir(spec: ReservoirSpec, nX: number, n: number): Cell {
  const { alpha, noise } = spec;
  return {
    kind: cellFacts(spec).equations, inputSize: nX, hiddenSize: n, stateSizes: { h: n },
    parameters: reservoirParameters(spec, nX, n),

    step(parameters, state, x, context) {
      const { U, W, b } = parameters as ReservoirParameters;
      const h = state.h!;                                                        // [B, n]
      const a = add<Tensor2D>(b, add(matMul(h, W), matMul(x, U)));               // [B, n]
      const moved = tanh(noise > 0 && context.training ? add<Tensor2D>(a, noiseOf(a.shape, noise, context)) : a);  // [B, n]
      const next = alpha === 0 ? moved : add<Tensor2D>(mul(alpha, h), mul(1 - alpha, moved));                      // [B, n]
      return { state: { h: next }, output: next };
    },
  };
}

function noiseOf([B, n]: [number, number], deviation: number, { random }: StepContext): Tensor2D {
  return tensor2d(Float32Array.from({ length: B * n }, () => deviation * random.normal()), [B, n]);
}

type ReservoirSpec = CellSpec & { kind: 'reservoir' };
type ReservoirParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D };
