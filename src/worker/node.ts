import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Run } from './node/run.ts';

// The training process: `worker.js RUN_DIR [--threads N] [--resume CHECKPOINT] [--keep-running] [--panel]`. What it has to say is in
// the run folder.

async function main(): Promise<number> {
  const { positionals: [folder], values } = parseArgs({
    allowPositionals: true,
    options: {
      threads: { type: 'string' }, resume: { type: 'string' }, 'keep-running': { type: 'boolean', default: false }, panel: { type: 'boolean', default: false },
    },
  });
  if (folder === undefined) throw new Error('Which run? worker.js RUN_DIR [--threads N] [--resume CHECKPOINT] [--keep-running] [--panel]');
  const run = await Run.open({
    folder, checkpoint: values.resume, keepRunning: values['keep-running'], panel: values.panel, onTrouble: 'pause', dist: __dirname,
    threads: values.threads === undefined ? Math.max(1, availableParallelism() - 1) : Number(values.threads),
  });
  for (const event of ['uncaughtException', 'unhandledRejection']) process.once(event, error => void run.crash(error).finally(() => process.exit(1)));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void run.session.stop().catch(() => undefined));
  const { state } = await run.train();
  return state === 'failed' ? 1 : 0;
}

main().then(code => process.exit(code), (error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
