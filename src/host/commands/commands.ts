import { Disposable, Uri, commands, window } from 'vscode';
import type { RunsNode } from '../views/runsTree.ts';
import { checkpointUri } from '../runs/workspaceDisk.ts';
import { cellsIn, trainCell } from './cellCommands.ts';
import { exportToPython, inspectCheckpoint, resumeFromCheckpoint, sampleFromCheckpoint, sampleOf } from './checkpointCommands.ts';
import { checkGradients, run, showGraph } from './experimentCommands.ts';
import { fitEchoState } from './labCommands.ts';
import { openExperiment, openLesson } from './lessonCommands.ts';
import type { CommandParts } from './parts.ts';
import { continueWithNewCode, deleteRun, pause, renameRun, resume, revealRunFolder, showPanel, stop } from './runCommands.ts';
import { checkTask, drawTask } from './taskCommands.ts';

type Command = (parts: CommandParts, target: unknown) => Promise<unknown>;

/** Every command of `package.json`, by its name after `unfold.`. */
const handlers: Readonly<Record<string, Command>> = {
  trainCell, checkTask, drawTask, openExperiment, openLesson, run, showGraph, checkGradients, fitEchoState, pause, continueWithNewCode, stop, showPanel, inspectCheckpoint, exportToPython, revealRunFolder, renameRun, deleteRun,
  newCell: ({ making, templates, aside, training }, target) => making().newCell({ templates, aside, training, cellsIn }, target),
  newTask: ({ making, templates, aside }, target) => making().newTask({ templates, aside }, target),
  newExperiment: (parts, target) => parts.making().newExperiment(parts, target),
  newExperimentFromData: (parts, target) => parts.making().newExperimentFromData(parts, target),
  openExample: ({ making, gallery, aside }) => making().openExample(gallery, aside),
  openGallery: ({ making, gallery }) => making().openGallery(gallery),
  resume: (parts, target) => {
    const checkpoint = checkpointOf(target);
    return checkpoint ? resumeFromCheckpoint(parts, checkpoint) : resume(parts, target);
  },
  sampleFromCheckpoint: (parts, target) => isCheckpoint(target) ? sampleOf(parts, target) : sampleFromCheckpoint(parts, target),
  refresh: ({ store }) => store.discover(),
};

export function registerCommands(parts: CommandParts): Disposable {
  const registered = Object.entries(handlers).map(([name, command]) =>
    commands.registerCommand(`unfold.${name}`, (target: unknown) => isCheckpoint(target) ? command(parts, target) : inWords(command, parts, target)));
  return Disposable.from(...registered);
}

/** To a person a problem is said in one sentence. The checkpoint preview, which calls with a URI, says it itself. */
async function inWords(command: Command, parts: CommandParts, target: unknown): Promise<unknown> {
  try {
    return await command(parts, target);
  } catch (error) {
    void window.showErrorMessage((error as Error).message);
    return undefined;
  }
}

function isCheckpoint(target: unknown): target is Uri {
  return target instanceof Uri && target.path.endsWith('.safetensors');
}

function checkpointOf(target: unknown): Uri | undefined {
  if (isCheckpoint(target)) return target;
  const node = target as RunsNode | undefined;
  return node?.kind === 'checkpoint' ? checkpointUri(node.folder, node.name) : undefined;
}
