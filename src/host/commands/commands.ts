import { Disposable, Uri, commands, window } from 'vscode';
import { cellsIn } from './cellCommands.ts';
import { inspectCheckpoint } from './checkpointCommands.ts';
import { showGraph } from './experimentCommands.ts';
import { openExperiment, openLesson } from './lessonCommands.ts';
import { trained } from './parts.ts';
import type { Command, CommandParts } from './parts.ts';
import { deleteRun, renameRun, revealRunFolder, showPanel } from './runCommands.ts';
import { registerTexts } from './showText.ts';

/** Every command of `package.json` that VS Code has in a browser, too, by its name after `unfold.`. */
const handlers: Readonly<Record<string, Command>> = {
  openExperiment, openLesson, showGraph, showPanel, inspectCheckpoint, revealRunFolder, renameRun, deleteRun,
  newCell: ({ making, templates, aside, training }, target) => making().newCell({ templates, aside, training, cellsIn }, target),
  newTask: ({ making, templates, aside }, target) => making().newTask({ templates, aside }, target),
  newExperiment: (parts, target) => parts.making().newExperiment(parts, target),
  newExperimentFromData: (parts, target) => parts.making().newExperimentFromData(parts, target),
  openExample: ({ making, gallery, aside }) => making().openExample(gallery, aside),
  openGallery: ({ making, gallery }) => making().openGallery(gallery),
  takeWalkthrough: async () => commands.executeCommand('workbench.action.openWalkthrough', 'unfold.unfold#firstModel'),
  refresh: ({ store }) => store.discover(),
};

/** The others. */
const ofTraining = ['run', 'pause', 'resume', 'stop', 'continueWithNewCode', 'trainCell', 'checkTask', 'drawTask', 'checkGradients', 'sampleFromCheckpoint', 'exportToPython', 'fitEchoState'] as const;
export type TrainingCommand = (typeof ofTraining)[number];

/** @param training absent where nothing can be trained yet, which a command says then */
export function registerCommands(parts: CommandParts, training?: Readonly<Record<TrainingCommand, Command>>): Disposable {
  const all = { ...handlers, ...Object.fromEntries(ofTraining.map(name => [name, (...given: Parameters<Command>) => trained(training)[name](...given)])) };
  const registered = Object.entries(all).map(([name, command]) =>
    commands.registerCommand(`unfold.${name}`, async (target: unknown, selected: unknown) => isCheckpoint(target) ? command(parts, target) : inWords(() => command(parts, target, selected))));
  return Disposable.from(registerTexts(), ...registered);
}

/** To a person a problem is said in one sentence. The checkpoint preview, which calls with a URI, says it itself. */
async function inWords(command: () => Promise<unknown>): Promise<unknown> {
  try {
    return await command();
  } catch (error) {
    void window.showErrorMessage((error as Error).message);
    return undefined;
  }
}

/** A checkpoint's preview calls with a URI. */
export function isCheckpoint(target: unknown): target is Uri {
  return target instanceof Uri && target.path.endsWith('.safetensors');
}
