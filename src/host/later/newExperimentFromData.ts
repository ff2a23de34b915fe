import { Uri, ViewColumn, window, workspace } from 'vscode';
import type { Proposal } from '../../core/spec/proposal.ts';
import { trained } from '../commands/parts.ts';
import { withProgress } from '../commands/showText.ts';
import { findData } from '../findData.ts';
import type { ExperimentParts } from '../platform.ts';
import { freeName } from './gallery.ts';

const endings = ['csv', 'tsv', 'tab', 'parquet', 'npy', 'json', 'jsonl', 'ndjson', 'txt', 'tree', 'trees'];

/** Has a data file looked at, asks which of the proposals it shall be, and writes that beside it and opens it, its graph beside. */
export async function newExperimentFromData({ training, lessons, panels }: ExperimentParts, target: unknown): Promise<void> {
  const look = trained(training);
  const file = target instanceof Uri ? target : await pickDataFile();
  if (file === undefined) return;
  if (file.scheme !== 'file') throw new Error('A data file is looked at on a disk: copy it there first.');
  const name = file.path.replace(/^.*\//, '');
  const proposals = await withProgress(`Looking at ${name}`, stop => look.propose(file, stop)).then(undefined, (error: Error) => { throw new Error(error.message.replaceAll(file.fsPath, name)); });
  const proposal = proposals && await pickProposal(name, proposals);
  if (!proposal) return;
  const experiment = await freeName(Uri.joinPath(file, '..'), name.replace(/(?<=.)\.[^.]*$/, ''));
  await workspace.fs.writeFile(experiment, new TextEncoder().encode(proposal.text));
  await lessons.openExperiment(experiment);
  await panels.show(experiment, ViewColumn.Beside);
}

async function pickProposal(name: string, proposals: readonly Proposal[]): Promise<Proposal | undefined> {
  const items = proposals.map(proposal => ({ label: proposal.title, description: proposal.model, detail: proposal.reason, proposal }));
  const picked = await window.showQuickPick(items, { title: `New Experiment from ${name}`, placeHolder: 'What shall be learnt, and by which model? All of it can be changed in the file.', matchOnDescription: true, matchOnDetail: true });
  return picked?.proposal;
}

async function pickDataFile(): Promise<Uri | undefined> {
  const elsewhere = { label: '$(folder-opened) Another file…', uri: undefined };
  const picked = await window.showQuickPick([...await findData(endings), elsewhere], { title: 'New Experiment from Data File', placeHolder: 'Which file shall be learnt from?' });
  return picked === undefined || picked.uri ? picked?.uri : (await window.showOpenDialog({ title: 'Learn from which file?', openLabel: 'Look at It' }))?.[0];
}
