import { Uri, window, workspace } from 'vscode';
import { findData } from '../findData.ts';
import { isEchoState } from '../language/codeLenses.ts';
import { isExperiment } from '../language/experimentFile.ts';
import { noData } from '../noData.ts';
import { trained } from './parts.ts';
import type { CommandParts } from './parts.ts';

const endings = ['csv', 'tsv', 'parquet', 'npy', 'json'];

const isSeries = new RegExp(`\\.(${endings.join('|')})$`, 'i');

/** The gallery's echo state network, which brings its series with it. */
const example = '10.8-echo-state';

/** Opens the lab on a table, or on an experiment's: the one the command was called on, or one that is picked; or on all tables that are selected, each a series. */
export async function fitEchoState({ openLab, gallery }: CommandParts, target: unknown, selected?: unknown): Promise<void> {
  const open = trained(openLab);
  const [file, ...more] = target instanceof Uri ? withSelected(target, selected) : await pickSeries(Uri.joinPath(gallery, example, `${example}.unfold.json`));
  if (file === undefined) return;
  if (more.length > 0 && [file, ...more].some(({ path }) => noData.test(path) || !isSeries.test(path))) throw new Error('Of several files each is a series of its own: select tables alone.');
  for (const each of [file, ...more]) await settle(each);
  open([file, ...more]);
}

/** All that is selected in the explorer, where what was clicked is. */
function withSelected(target: Uri, selected: unknown): Uri[] {
  const all = Array.isArray(selected) ? selected.filter((each): each is Uri => each instanceof Uri) : [];
  return all.some(each => each.toString() === target.toString()) ? all : [target];
}

/** The lab reads what is on the disk, as a run does. */
async function settle(file: Uri): Promise<void> {
  if (file.scheme !== 'file') throw new Error('A network is fitted to a file on a disk: copy it there first.');
  const document = workspace.textDocuments.find(each => each.uri.toString() === file.toString());
  if (document?.isDirty && !await document.save()) throw new Error(`${workspace.asRelativePath(file)} could not be saved.`);
}

/** The experiment in the editor, where it is of reservoirs. */
function openExperiment() {
  const document = window.activeTextEditor?.document;
  if (!document || !isExperiment(document) || !isEchoState(document)) return [];
  return [{ label: workspace.asRelativePath(document.uri), description: 'the experiment that is open', uri: document.uri }];
}

async function pickSeries(narma: Uri): Promise<readonly Uri[]> {
  const here = openExperiment();
  const fromGallery = { label: '$(library) NARMA-10', description: 'from the gallery', uri: narma };
  const elsewhere = { label: '$(folder-opened) Another file…', uri: undefined };
  const picked = await window.showQuickPick([...here, ...await findData(endings), fromGallery, elsewhere], { title: 'Fit Echo State Network', placeHolder: 'To which series?' });
  if (picked === undefined) return [];
  return picked.uri ? [picked.uri] : await window.showOpenDialog({ title: 'Fit an echo state network to which series?', canSelectMany: true, filters: { Series: endings } }) ?? [];
}
