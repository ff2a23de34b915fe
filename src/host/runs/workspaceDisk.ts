import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import { inStepOrder, stepOfCheckpoint } from '../../protocol/checkpointNames.ts';
import { runFiles } from '../../protocol/run.ts';
import type { RunExperiment, RunStatus } from '../../protocol/run.ts';
import { findFiles } from '../findFiles.ts';
import { parseStatus } from './run.ts';
import type { RunDisk } from './runStore.ts';

/** Where run folders are, within a workspace. */
export const statusGlob = `**/.unfold/runs/*/${runFiles.status}`;

/** Where the runs of an experiment are. */
export const runsOf = (experimentFile: Uri): Uri => Uri.joinPath(experimentFile, '..', '.unfold', 'runs');
export const runFolderOf = (statusFile: Uri): Uri => Uri.joinPath(statusFile, '..');
export const checkpointUri = (folder: Uri, name: string): Uri => Uri.joinPath(folder, runFiles.checkpoints, name);

/** Run folders through VS Code's own file system. */
export const workspaceDisk: RunDisk = {
  find: async () => (await findFiles({ glob: statusGlob, exclude: null, fits: /\/\.unfold\/runs\/[^/]+\/status\.json$/ })).map(runFolderOf),
  list: async place => (await entriesOf(place, FileType.Directory)).map(name => Uri.joinPath(place, name)),
  readStatus: async folder => {
    const text = await readIfThere(Uri.joinPath(folder, runFiles.status));
    return text === undefined ? undefined : parseStatus(text);
  },
  writeStatus: (folder, status) => replaceDocument(folder, runFiles.status, status),
  checkpoints,
  newestCheckpointStep: async folder => {
    const newest = (await checkpoints(folder)).at(-1);
    return newest === undefined ? undefined : stepOfCheckpoint(newest);
  },
};

/** Replaces a document of a run folder whole, so that a reader sees the old one or the new one. */
export async function replaceDocument(folder: Uri, name: string, content: RunStatus | RunExperiment): Promise<void> {
  const temporary = Uri.joinPath(folder, `${name}.tmp`);
  await workspace.fs.writeFile(temporary, new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`));
  await workspace.fs.rename(temporary, Uri.joinPath(folder, name), { overwrite: true });
}

/** @throws Error where it is not there or is no JSON */
export async function readRunExperiment(folder: Uri): Promise<RunExperiment> {
  const text = await readIfThere(Uri.joinPath(folder, runFiles.experiment));
  if (text === undefined) throw new Error(`${folder.fsPath} is no run folder: it has no ${runFiles.experiment}.`);
  return JSON.parse(text) as RunExperiment;
}

/** The experiment file that a run is of. @throws Error likewise */
export async function experimentOfRun(folder: Uri): Promise<Uri> {
  return Uri.joinPath(folder, (await readRunExperiment(folder)).source);
}

async function checkpoints(folder: Uri): Promise<readonly string[]> {
  return inStepOrder(await entriesOf(Uri.joinPath(folder, runFiles.checkpoints), FileType.File));
}

/** Names in a folder; none where there is no such folder. */
async function entriesOf(folder: Uri, kind: FileType): Promise<string[]> {
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries.flatMap(([name, type]) => (type & kind ? [name] : []));
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

async function readIfThere(file: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

const isNotFound = (error: unknown): boolean => error instanceof FileSystemError && error.code === 'FileNotFound';
