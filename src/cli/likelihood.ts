import { stdout } from 'node:process';
import { checkpointLikelihood } from '../core/train/checkpointLikelihood.ts';
import { deviceHere } from '../engine/tfjs/backends.ts';
import { startEngineHere } from '../worker/node/engine.ts';
import { loadOwnCode } from '../worker/node/own/loadOwnCode.ts';
import { readCheckpoint } from '../worker/node/readCheckpoint.ts';
import { runFolderOf } from '../worker/node/runFolder.ts';
import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { dataFolder } from './dataFolder.ts';

const options = { sequence: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

/** `unfold likelihood CKPT --sequence TEXT` @throws Complaint, or Error, a sentence */
export async function likelihood(args: string[]): Promise<number> {
  const { file, values: { sequence, json } } = readArguments(args, options);
  if (file === undefined) throw notValid('Which checkpoint? unfold likelihood CKPT --sequence TEXT');
  if (sequence === undefined) throw notValid('Of which sequence? unfold likelihood CKPT --sequence TEXT');
  const { experiment: saved, ...rest } = await readCheckpoint(file);
  const checkpoint = { ...rest, experiment: await loadOwnCode(saved, await dataFolder(file), __dirname, { trainedIn: runFolderOf(file) }) };
  const { device, ...experiment } = checkpoint.experiment;
  const engine = await startEngineHere({ ...experiment, device: deviceHere(device), threads: 1 }, __dirname);
  const likelihoods = await checkpointLikelihood(checkpoint, engine, sequence);
  const rows = likelihoods.map(({ label, logLikelihood }) => [label, logLikelihood.toFixed(4)].filter(cell => cell !== '').join('\t'));
  stdout.write(json ? `${JSON.stringify(likelihoods)}\n` : `${rows.join('\n')}\n`);
  return exitCodes.done;
}
