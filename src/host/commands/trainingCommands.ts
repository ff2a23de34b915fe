import type { Uri } from 'vscode';
import { checkpointUri } from '../runs/workspaceDisk.ts';
import type { RunsNode } from '../views/runsTree.ts';
import { trainCell } from './cellCommands.ts';
import { exportToPython, resumeFromCheckpoint, sampleFromCheckpoint, sampleOf } from './checkpointCommands.ts';
import { isCheckpoint } from './commands.ts';
import type { TrainingCommand } from './commands.ts';
import { checkGradients, run } from './experimentCommands.ts';
import { fitEchoState } from './labCommands.ts';
import type { Command } from './parts.ts';
import { continueWithNewCode, pause, resume, stop } from './runCommands.ts';
import { checkTask, drawTask } from './taskCommands.ts';

/** What needs processes that compute. */
export const trainingCommands: Readonly<Record<TrainingCommand, Command>> = {
  run, pause, stop, continueWithNewCode, trainCell, checkTask, drawTask, checkGradients, exportToPython, fitEchoState,
  resume: (parts, target) => {
    const checkpoint = checkpointOf(target);
    return checkpoint ? resumeFromCheckpoint(parts, checkpoint) : resume(parts, target);
  },
  sampleFromCheckpoint: (parts, target) => isCheckpoint(target) ? sampleOf(parts, target) : sampleFromCheckpoint(parts, target),
};

function checkpointOf(target: unknown): Uri | undefined {
  if (isCheckpoint(target)) return target;
  const node = target as RunsNode | undefined;
  return node?.kind === 'checkpoint' ? checkpointUri(node.folder, node.name) : undefined;
}
