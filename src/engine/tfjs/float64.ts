import '@tensorflow/tfjs-backend-cpu';
import { enableProdMode, env } from '@tensorflow/tfjs-core';
import { TfjsEngine } from './tfjsEngine.ts';

/** TensorFlow.js in plain JavaScript, for the bundle in which every Float32Array is a Float64Array. */
export function startFloat64(): TfjsEngine {
  enableProdMode();
  // tfjs asks Node what a Float32Array is, which goes past the bundle's definition.
  env().platform.isTypedArray = (value: unknown): value is Float32Array => ArrayBuffer.isView(value);
  return new TfjsEngine('cpu');
}
