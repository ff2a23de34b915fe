import { Uri, window, workspace } from 'vscode';
import { exists } from '../exists.ts';
import { freeName } from './gallery.ts';

/** What was written, and what a person should know of it. */
export interface WrittenExperiment {
  readonly experiment: Uri;
  readonly notes: readonly string[];
  /** The one that had the usual name already, and stayed as it is. */
  readonly there?: Uri;
}

/** Writes the experiment of a new cell or a new task. One of the name that uses it stays as it is; where that uses another, it is written under another name, and a note says so. @param used its file, as experiments name it */
export async function writeExperiment(folder: Uri, name: string, used: { readonly cell: string } | { readonly task: string }, text: string): Promise<WrittenExperiment> {
  const [[what, file]] = Object.entries(used) as [[string, string]];
  const usual = Uri.joinPath(folder, `${name}.unfold.json`);
  if (await exists(usual) && new TextDecoder().decode(await workspace.fs.readFile(usual)).includes(JSON.stringify(file))) return { experiment: usual, notes: [] };
  const experiment = await freeName(folder, name);
  await workspace.fs.writeFile(experiment, new TextEncoder().encode(text));
  const [there, own] = [usual, experiment].map(uri => workspace.asRelativePath(uri));
  return there === own ? { experiment, notes: [] } : { experiment, there: usual, notes: [`${there} is there already and does not use this ${what}: it stays as it is, and ${own} does.`] };
}

/** Says what there is to know of it, and offers the one that was there. */
export async function tell({ notes, there }: Pick<WrittenExperiment, 'notes' | 'there'>): Promise<void> {
  if (notes.length === 0) return;
  const open = there && `Open ${workspace.asRelativePath(there)}`;
  const chosen = await window.showInformationMessage(notes.join(' '), ...open === undefined ? [] : [open]);
  if (there && chosen === open) await window.showTextDocument(there);
}
