import { Uri, workspace } from 'vscode';
import { exists } from '../exists.ts';
import { freeName } from './gallery.ts';

/** Writes the experiment of a new cell or a new task. One of the name that uses it stays as it is; where that uses another, it is written under another name, and a note says so. @param used its file, as experiments name it */
export async function writeExperiment(folder: Uri, name: string, used: { readonly cell: string } | { readonly task: string }, text: string): Promise<{ experiment: Uri; notes: string[] }> {
  const [[what, file]] = Object.entries(used) as [[string, string]];
  const usual = Uri.joinPath(folder, `${name}.unfold.json`);
  if (await exists(usual) && new TextDecoder().decode(await workspace.fs.readFile(usual)).includes(JSON.stringify(file))) return { experiment: usual, notes: [] };
  const experiment = await freeName(folder, name);
  await workspace.fs.writeFile(experiment, new TextEncoder().encode(text));
  const [there, own] = [usual, experiment].map(uri => workspace.asRelativePath(uri));
  return { experiment, notes: there === own ? [] : [`${there} is there already and does not use this ${what}: it stays as it is, and ${own} does.`] };
}
