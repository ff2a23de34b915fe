import { TabInputText, Uri, window, workspace } from 'vscode';
import type { Tab } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { exists } from '../exists.ts';
import { titleOf } from '../experiments.ts';
import type { Run } from '../runs/run.ts';
import { checkpointUri, experimentOfRun, workspaceDisk } from '../runs/workspaceDisk.ts';
import type { RunsNode } from '../views/runsTree.ts';
import { progressWords, summary } from '../views/runWords.ts';
import type { CommandParts } from './parts.ts';

type Choice<T> = QuickPickItem & { readonly value: T };

/** A single choice needs no asking. @returns undefined where the person changed their mind */
async function choose<T>(title: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  if (choices.length === 1) return choices[0]!.value;
  return (await window.showQuickPick(choices, { title, matchOnDescription: true, matchOnDetail: true }))?.value;
}

/** The run a command is about: the one it was called on, the one of the panel in front, or the one that is picked. */
export async function pickRun(parts: CommandParts, target: unknown, title: string, fits: (run: Run) => boolean): Promise<Run | undefined> {
  const named = folderOf(target);
  if (named) return knownRun(parts, named);
  await parts.discovered();
  const runs = parts.store.runs.filter(fits);
  const inFront = parts.panels.active?.toString();
  const active = runs.find(({ folder }) => folder.toString() === inFront);
  if (active) return active;
  if (runs.length === 0) throw new Error('There is no run for this.');
  return choose(title, runs.map(run => ({ label: run.status.name, description: summary(run.status), detail: progressWords(run.status), value: run })));
}

/** The experiment a command is about: the one it was called on, the one in the editor in front, that of the panel in front, the only one that is seen, or the one that is picked. */
export async function pickExperiment({ experiments, panels }: CommandParts, target: unknown, title: string): Promise<Uri | undefined> {
  if (target instanceof Uri) return target;
  const inFront = window.activeTextEditor?.document.uri;
  if (inFront?.path.endsWith('.unfold.json')) return inFront;
  const ofPanel = panels.active && await experimentOf(panels.active);
  if (ofPanel) return ofPanel;
  const groups = window.tabGroups.all;
  const seen = distinct(groups.flatMap(({ activeTab }) => experimentIn(activeTab)));
  if (seen.length === 1) return seen[0];
  const found = distinct([...groups.flatMap(({ tabs }) => tabs.flatMap(experimentIn)), ...await experiments.find()]);
  if (found.length === 0) throw new Error('There is no experiment in this folder yet: “Unfold: New Experiment” makes one.');
  return choose(title, found.map(value => ({ label: titleOf(value), description: workspace.asRelativePath(value), value })));
}

/** @param shown by a panel @returns undefined where that is a run whose experiment is no longer there */
async function experimentOf(shown: Uri): Promise<Uri | undefined> {
  if (shown.path.endsWith('.unfold.json')) return shown;
  const experiment = await experimentOfRun(shown).catch(() => undefined);
  return experiment && await exists(experiment) ? experiment : undefined;
}

const experimentIn = (tab: Tab | undefined): Uri[] => (tab?.input instanceof TabInputText && tab.input.uri.path.endsWith('.unfold.json') ? [tab.input.uri] : []);

const distinct = (uris: readonly Uri[]): Uri[] => [...new Map(uris.map(uri => [uri.toString(), uri])).values()];

/** The checkpoint a command is about: the one it was called on, one of a run, or any file. */
export async function pickCheckpoint(parts: CommandParts, target: unknown, title: string): Promise<Uri | undefined> {
  const node = target as RunsNode | undefined;
  if (node?.kind === 'checkpoint') return checkpointUri(node.folder, node.name);
  await parts.discovered();
  const ofRuns = await Promise.all(parts.store.runs.map(checkpointChoices));
  const browse: Choice<'browse'> = { label: '$(folder-opened) Choose a file…', value: 'browse' };
  const picked = await choose<Uri | 'browse'>(title, [...ofRuns.flat(), browse]);
  return picked === 'browse' ? chooseFile(title) : picked;
}

async function checkpointChoices({ folder, status }: Run): Promise<Choice<Uri>[]> {
  const names = await workspaceDisk.checkpoints(folder);
  return [...names].reverse().map(name => ({ label: name, description: status.name, value: checkpointUri(folder, name) }));
}

async function chooseFile(title: string): Promise<Uri | undefined> {
  const files = await window.showOpenDialog({ title, filters: { Checkpoints: ['safetensors'] } });
  return files?.[0];
}

function folderOf(target: unknown): Uri | undefined {
  if (target instanceof Uri) return target;
  const node = target as RunsNode | undefined;
  return node?.kind === 'run' ? node.run.folder : undefined;
}

async function knownRun({ store }: CommandParts, folder: Uri): Promise<Run> {
  const run = await store.look(folder);
  if (run === undefined) throw new Error(`There is no run in ${folder.fsPath} any more.`);
  return run;
}
