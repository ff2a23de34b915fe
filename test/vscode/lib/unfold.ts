import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Exports } from '../../../src/host/extension.ts';
import type { RunExperiment, RunState, RunStatus } from '../../../src/protocol/run.ts';
import { until } from './runner.ts';

/** The extension, activated. */
export async function unfold(): Promise<Exports> {
  const extension = vscode.extensions.getExtension<Exports>('unfold.unfold');
  assert.ok(extension, 'VS Code does not know the extension unfold.unfold');
  return extension.activate();
}

export const workspaceFolder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;

/** Writes a tiny adding problem into the workspace; it trains some hundred steps a second. */
export async function writeExperiment(name: string, steps: number, change: object = {}): Promise<vscode.Uri> {
  const file = vscode.Uri.joinPath(workspaceFolder(), `${name}.unfold.json`);
  const experiment = {
    data: { kind: 'task', task: 'adding', validationSequences: 4 },
    model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 3 }] },
    training: { steps, batchSize: 2, tau: 6, validateEvery: 10, probeEvery: 10 },
    checkpoints: { every: 20, keep: 3 },
    ...change,
  };
  await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(experiment, null, 2)));
  return file;
}

/** Presses Run. @returns the run folder */
export async function run(experiment: vscode.Uri): Promise<vscode.Uri> {
  const folder = await vscode.commands.executeCommand<vscode.Uri | undefined>('unfold.run', experiment);
  assert.ok(folder, 'the run was not started');
  return folder;
}

export const statusOf = async (folder: vscode.Uri): Promise<RunStatus> =>
  JSON.parse(await readFile(vscode.Uri.joinPath(folder, 'status.json').fsPath, 'utf8')) as RunStatus;

/** What a run computes with. */
export async function resolvedOf(folder: vscode.Uri): Promise<RunExperiment['resolved']> {
  return (JSON.parse(await readFile(vscode.Uri.joinPath(folder, 'experiment.json').fsPath, 'utf8')) as RunExperiment).resolved;
}

/** Tabs with the panel of a run. */
export const panelTabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)
  .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('unfold.panel'));

/** What the sidebar knows of a run. */
export async function listed(folder: vscode.Uri): Promise<RunStatus | undefined> {
  return (await unfold()).runs().find(known => known.folder.toString() === folder.toString())?.status;
}

/** Waits until the sidebar lists a run in this state, and past this step. */
export function untilRun(folder: vscode.Uri, state: RunState, step = 0): Promise<RunStatus> {
  return until(`the run is ${state} and past step ${step}`, async () => {
    const status = await listed(folder);
    if (status?.state === 'failed' && state !== 'failed') throw new Error(`the run failed: ${status.reason}`);
    return status?.state === state && status.step >= step && status;
  }, 60_000);
}

export const command = (name: string, target: vscode.Uri): Thenable<unknown> => vscode.commands.executeCommand(`unfold.${name}`, target);
