// Stock TensorFlow.js, one thread, its packages untouched: they stand outside the bundle. node tfjs.js ENGINE
import '../lib/measureMemory.ts';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { Missing } from '../lib/competitor.ts';
import type { Prepare } from '../lib/competitor.ts';
import { serve } from '../lib/serve.ts';
import { prepareLayers } from './tfjsLayers.ts';
import { prepareOps } from './tfjsOps.ts';

const engine = process.argv[2];

const prepare: Prepare = async (workload, tensors) => {
  await start();
  if (workload.kind === 'reservoir') throw new Missing('TensorFlow.js has no echo state network.');
  return engine === 'tfjs-ops' ? prepareOps(workload, tensors) : prepareLayers(workload, tensors);
};

async function start(): Promise<void> {
  if (tf.getBackend() === 'wasm') return;
  tf.enableProdMode();
  setWasmPaths(`${dirname(createRequire(__filename).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  if (!(await tf.setBackend('wasm'))) throw new Missing('The WASM backend of TensorFlow.js does not start.');
}

void serve(prepare, () => ({ 'TensorFlow.js': tf.version.tfjs }));
