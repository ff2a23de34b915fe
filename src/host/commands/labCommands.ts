import { Uri, window, workspace } from 'vscode';
import { isEchoState } from '../language/codeLenses.ts';
import { isExperiment } from '../language/experimentFile.ts';
import { trained } from './parts.ts';
import type { CommandParts } from './parts.ts';

const series = '**/*.{csv,tsv,parquet,npy,json,CSV,TSV,PARQUET,NPY,JSON}';

/** Files that end alike and are no series, as the explorer's menu leaves them out; and the editor's own. */
const noSeries = /\.unfold\.json$|(^|\/)((package|tsconfig)[^/]*\.json$|\.vscode\/)/i;

/** The gallery's echo state network, which brings its series with it. */
const example = '10.8-echo-state';

/** Opens the lab on a table, or on an experiment's: the one the command was called on, or one that is picked. */
export async function fitEchoState({ openLab, gallery }: CommandParts, target: unknown): Promise<void> {
  const open = trained(openLab);
  const file = target instanceof Uri ? target : await pickSeries(Uri.joinPath(gallery, example, `${example}.unfold.json`));
  if (file === undefined) return;
  if (file.scheme !== 'file') throw new Error('A network is fitted to a file on a disk: copy it there first.');
  const document = workspace.textDocuments.find(each => each.uri.toString() === file.toString());
  if (document?.isDirty && !await document.save()) throw new Error(`${workspace.asRelativePath(file)} could not be saved.`); // the lab reads what is on the disk, as a run does
  open(file);
}

/** The experiment in the editor, where it is of reservoirs. */
function openExperiment() {
  const document = window.activeTextEditor?.document;
  if (!document || !isExperiment(document) || !isEchoState(document)) return [];
  return [{ label: workspace.asRelativePath(document.uri), description: 'the experiment that is open', uri: document.uri }];
}

async function pickSeries(narma: Uri): Promise<Uri | undefined> {
  const here = openExperiment();
  const found = (await workspace.findFiles(series, '**/{node_modules,.unfold}/**', 1000)).filter(({ path }) => !noSeries.test(path));
  const fromGallery = { label: '$(library) NARMA-10', description: 'from the gallery', uri: narma };
  const elsewhere = { label: '$(folder-opened) Another file…', uri: undefined };
  const picked = await window.showQuickPick([...here, ...found.map(uri => ({ label: workspace.asRelativePath(uri), uri })), fromGallery, elsewhere], { title: 'Fit Echo State Network', placeHolder: 'To which series?' });
  if (picked === undefined || picked.uri) return picked?.uri;
  return (await window.showOpenDialog({ title: 'Fit an echo state network to which series?', filters: { Series: ['csv', 'tsv', 'parquet', 'npy', 'json'] } }))?.[0];
}
