import { window, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { exists } from '../exists.ts';
import { numbered } from './gallery.ts';

/** What was written, and what a person should know of it. */
export interface WrittenExperiment {
  readonly experiment: Uri;
  readonly notes: readonly string[];
  /** The one that had the usual name already, and stayed as it is. */
  readonly there?: Uri;
}

/** Writes the experiment of a new cell or a new task. One of the name, or of the name and a number, that uses it stays as it is; where that uses another, it is written under another name, and a note says so. @param used its file, as experiments name it */
export async function writeExperiment(folder: Uri, name: string, used: { readonly cell: string } | { readonly task: string }, text: string): Promise<WrittenExperiment> {
  const [[what, file]] = Object.entries(used) as [[string, string]];
  const usual = numbered(folder, name, 1);
  let experiment = usual;
  for (let number = 2; await exists(experiment); experiment = numbered(folder, name, number++)) {
    if (new TextDecoder().decode(await workspace.fs.readFile(experiment)).includes(JSON.stringify(file))) return { experiment, notes: [] };
  }
  await workspace.fs.writeFile(experiment, new TextEncoder().encode(text));
  const [there, own] = [usual, experiment].map(uri => workspace.asRelativePath(uri));
  return there === own ? { experiment, notes: [] } : { experiment, there: usual, notes: [`${there} is there already and does not use this ${what}: it stays as it is, and ${own} does.`] };
}

/** Says what there is to know of it, and offers the one that was there. Nobody waits for it. */
export function tell(written: Pick<WrittenExperiment, 'notes' | 'there'>): void {
  told(written).catch((error: Error) => void window.showErrorMessage(error.message));
}

async function told({ notes, there }: Pick<WrittenExperiment, 'notes' | 'there'>): Promise<void> {
  if (notes.length === 0) return;
  const open = there && `Open ${workspace.asRelativePath(there)}`;
  const chosen = await window.showInformationMessage(notes.join(' '), ...open === undefined ? [] : [open]);
  if (there && chosen === open) await window.showTextDocument(there);
}
