import { Uri, window, workspace } from 'vscode';
import { trained } from './parts.ts';
import type { CommandParts } from './parts.ts';

const series = '**/*.{csv,tsv,parquet,npy}';

/** Opens the lab on a table: the one the command was called on, or one that is picked. */
export async function fitEchoState({ openLab }: CommandParts, target: unknown): Promise<void> {
  const open = trained(openLab);
  const file = target instanceof Uri ? target : await pickSeries();
  if (file === undefined) return;
  if (file.scheme !== 'file') throw new Error('A network is fitted to a file on a disk: copy it there first.');
  open(file);
}

async function pickSeries(): Promise<Uri | undefined> {
  const found = await workspace.findFiles(series, '**/{node_modules,.unfold}/**', 1000);
  const elsewhere = { label: '$(folder-opened) Another file…', uri: undefined };
  const picked = await window.showQuickPick([...found.map(uri => ({ label: workspace.asRelativePath(uri), uri })), elsewhere], { title: 'Fit Echo State Network', placeHolder: 'To which series?' });
  if (picked === undefined || picked.uri) return picked?.uri;
  return (await window.showOpenDialog({ title: 'Fit an echo state network to which series?', filters: { Series: ['csv', 'tsv', 'parquet', 'npy', 'json'] } }))?.[0];
}
