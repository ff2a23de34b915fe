import { TabInputText, Uri, window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { UsedCell } from '../../core/spec/cellOfExperiment.ts';
import { copyOf } from '../../core/spec/cellCopy.ts';
import { whyNeverOwn } from '../../core/spec/neverOwn.ts';
import { newCellFiles } from '../../core/spec/newCell.ts';
import type { CellParts } from '../platform.ts';
import { withProgress } from '../commands/showText.ts';
import { isOfPerson } from '../ownCode.ts';
import { askForLanguage, askForName } from './askForCell.ts';

/** One of an experiment's cells to begin with. */
export interface CellItem extends QuickPickItem {
  readonly experiment: Uri;
  readonly cell: UsedCell['cell'];
  /** Among the different cells of that experiment, from 1. */
  readonly number: number;
}

const isExperiment = (uri: Uri): boolean => uri.path.endsWith('.unfold.json');

/** The experiment a new cell may begin as the cell of: the one that the command was called on, or the one that is seen. */
export function experimentFrom(target: unknown): Uri | undefined {
  if (target instanceof Uri) return isExperiment(target) ? target : undefined;
  const inFront = window.activeTextEditor?.document.uri;
  if (inFront && isExperiment(inFront)) return inFront;
  return window.tabGroups.all.flatMap(({ activeTab }) => (activeTab?.input instanceof TabInputText && isExperiment(activeTab.input.uri) ? [activeTab.input.uri] : []))[0];
}

/** Those that can be a person's own. None where its file is not right or their code would not run beside it, or where there is no process to write them. */
export async function cellItems({ training, aside, cellsIn }: CellParts, experiment: Uri): Promise<CellItem[]> {
  if (training === undefined || experiment.scheme !== 'file' || !isOfPerson(experiment, aside)) return [];
  const cells = await cellsIn(experiment).catch(() => []);
  const name = experiment.path.replace(/^.*\//, '');
  const items = cells.map(({ cell, title }, i) => ({ label: '$(symbol-function) The cell of this experiment', description: title, detail: `${name}: written with its options, and the same experiment with it.`, experiment, cell, number: i + 1 }));
  return items.filter(({ cell }) => whyNeverOwn(cell) === undefined);
}

/** Asks for its name, and has it written. @returns undefined where the person changed their mind */
export async function askForCellOf({ training }: CellParts, { experiment, cell, number }: CellItem): Promise<{ cell: Uri; experiment: Uri; notes: readonly string[] } | undefined> {
  const title = 'New Cell';
  const js = cell.kind === 'own' ? false : await askForLanguage(title);
  const fileOf = (name: string): string => (cell.kind === 'own' ? copyOf(cell.file, name).to : newCellFiles({ name, from: 'blank', js: js === true }).cell);
  const name = js === undefined ? undefined : await askForName(title, entered => Uri.joinPath(experiment, '..', fileOf(entered)));
  const written = name === undefined ? undefined : await withProgress(`Writing ${name}`, stop => training!.writeCell(experiment, { name, js: js === true, number }, stop));
  return written && { cell: Uri.file(written.cell), experiment: Uri.file(written.experiment), notes: written.notes };
}
