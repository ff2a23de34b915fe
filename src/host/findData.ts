import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import { noData } from './noData.ts';

const most = 1000;

/** Files of data in the workspace, by what they are called there, in the order of that. @param endings without their dots, in small letters */
export async function findData(endings: readonly string[]): Promise<{ readonly label: string; readonly uri: Uri }[]> {
  const glob = `**/*.{${[...endings, ...endings.map(ending => ending.toUpperCase())].join(',')}}`;
  const found = (await workspace.findFiles(glob, '**/{node_modules,.unfold}/**', most)).filter(({ path }) => !noData.test(path));
  return found.map(uri => ({ label: workspace.asRelativePath(uri), uri })).sort((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }));
}
