import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import { isOurs } from '../../core/spec/typesFile.ts';
import { exists } from '../exists.ts';

/** Writes the types that an editor needs, unless a person's own are there. */
export async function writeTypes(from: Uri, to: Uri): Promise<void> {
  if (await exists(to) && !isOurs(new TextDecoder().decode(await workspace.fs.readFile(to)))) return;
  await workspace.fs.writeFile(to, await workspace.fs.readFile(from));
}
