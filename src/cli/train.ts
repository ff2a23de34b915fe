import { availableParallelism } from 'node:os';
import { stdout } from 'node:process';
import { reasonOf } from '../worker/failure.ts';
import { Run } from '../worker/node/run.ts';
import type { SessionEnd } from '../worker/session.ts';
import { readArguments, readNumber } from './arguments.ts';
import { Complaint, exitCodes } from './complaint.ts';
import { jsonReporter } from './jsonReporter.ts';
import { planNewRun, planResume } from './runPlan.ts';
import type { RunPlan } from './runPlan.ts';
import { TerminalReporter } from './terminalReporter.ts';

const options = {
  'run-dir': { type: 'string' }, steps: { type: 'string' }, threads: { type: 'string' }, resume: { type: 'string' }, json: { type: 'boolean', default: false },
} as const;

/** `unfold train FILE` @throws Complaint, or Error, a sentence */
export async function train(args: string[]): Promise<number> {
  const { file, values } = readArguments(args, options);
  const steps = values.steps === undefined ? undefined : readNumber('steps', values.steps, 1, 1e9);
  const wanted = { file, folder: values['run-dir'], steps };
  const plan = values.resume === undefined ? await planNewRun(wanted) : await planResume(values.resume, wanted);
  const threads = values.threads === undefined ? availableParallelism() : readNumber('threads', values.threads, 1, 64);
  const { state, reason } = await trainHere(plan, threads, values.json || !stdout.isTTY);
  if (state === 'failed') throw new Complaint(reason ?? 'The run failed.');
  return state === 'done' ? exitCodes.done : exitCodes.interrupted;
}

/** Trains in this process, which counts as attached: the panel may follow the run, and leave it again. */
async function trainHere(plan: RunPlan, threads: number, asJson: boolean): Promise<SessionEnd> {
  const reporter = asJson ? jsonReporter : new TerminalReporter();
  const run = await Run.open({
    ...plan, threads, keepRunning: true, onTrouble: 'fail', dist: __dirname, onRecord: record => reporter.record(record),
  });
  run.session.attendance.enter(true);
  stopWhenInterrupted(run);
  failWhenBroken(run);
  reporter.begin(plan.folder, run.session);
  const end = await run.train();
  reporter.end(end);
  return end;
}

/** The first Ctrl-C saves a checkpoint; the second doesn't wait for it. Nor is there a reason to go on when nobody reads the output. */
function stopWhenInterrupted({ session }: Run): void {
  const stop = (): void => void session.stop().catch(() => undefined); // the end of the run says what was wrong
  for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, stop);
  stdout.on('error', stop); // at each line that nobody reads
  process.once('SIGINT', () => {
    process.stderr.write('\nStopping with a checkpoint; once more to quit without.\n');
    process.once('SIGINT', () => process.exit(exitCodes.interrupted));
    stop();
  });
}

function failWhenBroken(run: Run): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.once(event, error => {
      process.stderr.write(`${reasonOf(error)}\n`);
      void run.crash(error).finally(() => process.exit(exitCodes.failed));
    });
  }
}
