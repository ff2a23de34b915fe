import '@tensorflow/tfjs-backend-cpu';
import { enableProdMode, getBackend, ready, setBackend } from '@tensorflow/tfjs-core';
import './tfjs/gradients.ts';

/** TensorFlow.js as it computes in this process, and in plain JavaScript where it does not yet. */
export async function plainTfjs(): Promise<void> {
  if (!getBackend()) {
    enableProdMode(); // no advertisement on the console
    await setBackend('cpu');
  }
  await ready();
}
