import { Worker } from 'node:worker_threads';
import type { StartHelper } from '../../engine/planned/crew.ts';

/** @param script path of `dist/thread.js` */
export const startHelper = (script: string): StartHelper => (setup, onEnd) => {
  const worker = new Worker(script, { workerData: setup });
  let ended = false;
  worker.on('error', (error) => onEnd(error.message));
  worker.on('exit', (code) => { if (!ended) onEnd(`exit code ${code}`); });
  worker.unref();
  return {
    end() {
      ended = true;
      void worker.terminate();
    },
  };
};
