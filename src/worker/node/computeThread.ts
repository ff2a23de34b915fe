import { Worker } from 'node:worker_threads';
import type { StartHelper } from '../../engine/threads/crew.ts';

/** @param script path of `dist/thread.js` */
export const startHelper = (script: string): StartHelper => (setup, onEnd) => {
  const worker = new Worker(script, { workerData: setup });
  let ended = false;
  const started = new Promise<void>((resolve, reject) => {
    const end = (reason: string): void => {
      if (!ended) onEnd(reason);
      reject(new Error(`A compute thread did not start: ${reason}`));
    };
    worker.once('message', () => {
      worker.unref(); // until then it is waited for, which alone keeps a process from ending
      resolve();
    });
    worker.once('error', (error) => end(error.message));
    worker.once('exit', (code) => end(`exit code ${code}`));
  });
  return {
    started,
    end() {
      ended = true;
      void worker.terminate();
    },
  };
};
