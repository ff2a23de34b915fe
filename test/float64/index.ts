// The library as the float64 bundle holds it: every Float32Array in it, tfjs-core and its CPU backend included, is a Float64Array.
import '@tensorflow/tfjs-backend-cpu';
import { enableProdMode, env } from '@tensorflow/tfjs-core';

enableProdMode();
// tfjs asks Node what a Float32Array is, which goes past the bundle's definition.
env().platform.isTypedArray = (value: unknown): value is Float32Array => ArrayBuffer.isView(value);

export * as tf from '@tensorflow/tfjs-core';
export { makeCell } from '../../src/core/cells/index.ts';
export { traverse } from '../../src/core/cells/traverse.ts';
export { unroll } from '../../src/core/cells/unroll.ts';
export { clipGradients, norm } from '../../src/core/math/clipping.ts';
export { initialise } from '../../src/core/math/initialisers.ts';
export { split } from '../../src/core/math/random.ts';
export { readSequence, stackOf } from '../../src/core/models/chain.ts';
export { recurrent } from '../../src/core/models/recurrent.ts';
export { losses } from '../../src/core/train/losses.ts';
export { omega } from '../../src/core/train/omega.ts';
export { makeOptimiser } from '../../src/core/train/optimisers/index.ts';
export { differentiate, forwardPass, gradientPass } from '../../src/engine/tfjs/pass.ts';
export { regularisedPass } from '../../src/engine/tfjs/regularisedPass.ts';
export { enableSecondGradients } from '../../src/engine/tfjs/secondGradients.ts';
export { TfjsEngine } from '../../src/engine/tfjs/tfjsEngine.ts';
