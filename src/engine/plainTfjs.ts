import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { enableProdMode, getBackend, ready, setBackend } from '@tensorflow/tfjs-core';

/** TensorFlow.js as it computes in this process, and in plain JavaScript where it does not yet. */
export async function plainTfjs(): Promise<void> {
  if (!getBackend()) {
    enableProdMode(); // no advertisement on the console
    await setBackend('cpu');
  }
  await ready();
}
