import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Uri } from 'vscode';
import { parseStatus } from '../../../src/host/runs/run.ts';
import { RunStore } from '../../../src/host/runs/runStore.ts';
import type { RunDisk, RunStoreParts } from '../../../src/host/runs/runStore.ts';
import { readCheckpointNames } from '../../../src/host/node/journal/checkpointNames.ts';
import { stepOfCheckpoint } from '../../../src/protocol/checkpointNames.ts';
import { runFiles } from '../../../src/protocol/run.ts';

/** The URI of a folder on the disk, as far as a store asks for it. */
export const uriOf = (path: string): Uri => ({ fsPath: path, toString: () => `file://${path}` }) as Uri;

const checkpoints = ({ fsPath }: Uri) => readCheckpointNames(join(fsPath, runFiles.checkpoints));

/** Run folders on the disk, without VS Code between. */
const realDisk: RunDisk = {
  find: async () => [],
  list: async () => [],
  readStatus: async ({ fsPath }) => parseStatus(await readFile(join(fsPath, runFiles.status), 'utf8')),
  writeStatus: ({ fsPath }, status) => writeFile(join(fsPath, runFiles.status), JSON.stringify(status)),
  checkpoints,
  newestCheckpointStep: async folder => (await checkpoints(folder)).map(stepOfCheckpoint).at(-1),
};

/** What a window that has just opened knows of the runs: nothing yet. */
export const storeOf = (isAlive: RunStoreParts['isAlive']): RunStore =>
  new RunStore({ disk: realDisk, isAlive, now: () => performance.now(), changed: () => undefined });
