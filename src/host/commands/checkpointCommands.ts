import { Uri, commands, window, workspace } from 'vscode';
import { readMetadata } from '../../core/checkpoint/checkpointFile.ts';
import { inStepOrder } from '../../protocol/checkpointNames.ts';
import { sampleText } from '../runs/sampleText.ts';
import { workspaceDisk } from '../runs/workspaceDisk.ts';
import { mayRun } from '../trust.ts';
import { pageColumn } from '../views/pageColumn.ts';
import { trained } from './parts.ts';
import type { CommandParts } from './parts.ts';
import { pickCheckpoint } from './pick.ts';
import { showText, withProgress } from './showText.ts';

/** Lets a checkpoint write or forecast, and shows what came in a new document. */
export async function sampleFromCheckpoint(parts: CommandParts, target: unknown): Promise<void> {
  const checkpoint = await pickCheckpoint(parts, target, 'Sample from which checkpoint?');
  if (checkpoint === undefined) return;
  const text = await sampleOf(parts, checkpoint);
  if (text !== undefined) await showText('Sample from', checkpoint, text);
}

/** The same for a page that shows the text itself. @returns undefined where it was given up @throws Error, in words */
export async function sampleOf(parts: CommandParts, checkpoint: Uri): Promise<string | undefined> {
  const training = trained(parts.training);
  if (checkpoint.scheme !== 'file') throw new Error('Sampling needs the checkpoint on a disk: copy it there first.');
  if (!await maySample(parts, checkpoint)) return undefined;
  const sample = await withProgress('Sampling from the checkpoint', stop => training.sample(checkpoint, stop));
  return sample && [...(sample.notes ?? []), sampleText(sample)].join('\n');
}

/** Writes a program of Python's that says what a network says, and shows it. @throws Error, in words, where there is none for it */
export async function exportToPython(parts: CommandParts, target: unknown): Promise<void> {
  const training = trained(parts.training);
  const checkpoint = target instanceof Uri ? target : await pickCheckpoint(parts, target, 'Export which checkpoint?');
  if (checkpoint === undefined) return;
  if (checkpoint.scheme !== 'file') throw new Error('A program of Python’s reads the checkpoint from a disk: copy it there first.');
  const program = await withProgress('Exporting to Python', stop => training.program(checkpoint, stop));
  if (program === undefined) return;
  const beside = checkpoint.with({ path: checkpoint.path.replace(/(\.safetensors)?$/, '.py') });
  const out = await window.showSaveDialog({ defaultUri: beside, filters: { Python: ['py'] }, title: 'Save the program that reads this network' });
  if (!out) return;
  await workspace.fs.writeFile(out, new TextEncoder().encode(program));
  await window.showTextDocument(out, { preview: true });
}

/** A checkpoint of cells that people wrote needs their code. */
async function maySample({ reader }: CommandParts, checkpoint: Uri): Promise<boolean> {
  if (workspace.isTrusted || reader === undefined) return true;
  const { metadata } = await reader.request('header', { file: checkpoint.fsPath });
  return mayRun(readMetadata(metadata).experiment);
}

export async function inspectCheckpoint(parts: CommandParts, target: unknown): Promise<void> {
  const checkpoint = await pickCheckpoint(parts, target, 'Inspect which checkpoint?');
  if (checkpoint) await commands.executeCommand('vscode.open', checkpoint, pageColumn());
}

/** Goes on from a checkpoint of a run. Later steps are dropped, so this is asked first. @throws Error, in words */
export async function resumeFromCheckpoint(parts: CommandParts, checkpoint: Uri): Promise<void> {
  const control = trained(parts.control);
  const folder = Uri.joinPath(checkpoint, '..', '..');
  const name = checkpoint.path.slice(checkpoint.path.lastIndexOf('/') + 1);
  const run = await parts.store.look(folder);
  if (run === undefined || inStepOrder([name]).length === 0) throw new Error('This checkpoint belongs to no run of Unfold: only a checkpoint within a run folder can be resumed.');
  const later = (await workspaceDisk.checkpoints(folder)).at(-1) !== name;
  if (later && !await confirmed(name)) return;
  await control.resume(run, name);
  await parts.panels.show(folder);
}

async function confirmed(name: string): Promise<boolean> {
  const detail = 'The steps, samples and checkpoints after it are dropped.';
  return await window.showWarningMessage(`Resume from ${name}?`, { modal: true, detail }, 'Resume') !== undefined;
}
