import { QuickPickItemKind, Uri, commands, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { chooseWorkspaceFolder } from '../commands/chooseFolder.ts';
import type { ExperimentParts } from '../platform.ts';
import { Gallery, freeName } from './gallery.ts';
import type { GalleryEntry } from './gallery.ts';
import { newExperimentFromData } from './newExperimentFromData.ts';

/** Asks for what an experiment shall begin with, a data file or one of the gallery, and writes and opens it, that one with its lesson beside it. */
export async function newExperiment(parts: ExperimentParts, target: unknown): Promise<void> {
  const gallery = new Gallery(parts.gallery);
  const entries = await gallery.entries();
  const picked = entries.find(({ name }) => name === target) ?? await pickBeginning(entries, parts.training !== undefined);
  if (picked === 'data') return newExperimentFromData(parts, undefined);
  const folder = picked && (target instanceof Uri ? target : await chooseWorkspaceFolder('experiment', parts.aside));
  if (!folder) return;
  const experiment = await freeName(folder, picked.name);
  const others = await gallery.copy(picked, experiment);
  await parts.lessons.openExperiment(experiment);
  if (others.length === 0) return;
  const names = others.map(file => workspace.asRelativePath(file)).join(', ');
  void window.showWarningMessage(`${names} ${others.length === 1 ? 'was there already and is not the gallery\'s: it stays as it is' : 'were there already and are not the gallery\'s: they stay as they are'}, and the experiment uses what is there.`);
}

type Beginning = QuickPickItem & { readonly value?: GalleryEntry | 'data' };

/** A data file first, where one can be looked at; then the gallery, section by section. */
async function pickBeginning(entries: readonly GalleryEntry[], fromData: boolean): Promise<GalleryEntry | 'data' | undefined> {
  const data: Beginning = { label: '$(table) From a data file…', detail: 'A table, a text, pairs, labelled lines or trees: task, window and model are proposed.', value: 'data' };
  const items = entries.flatMap((entry, index): Beginning[] => {
    const section = sectionOf(entry);
    const begins = index === 0 || sectionOf(entries[index - 1]!) !== section;
    return [...begins ? [{ label: section, kind: QuickPickItemKind.Separator }] : [], { label: entry.title, detail: entry.description, description: entry.name, value: entry }];
  });
  const picked = await window.showQuickPick([...fromData ? [data] : [], ...items], { title: 'New Experiment', placeHolder: fromData ? 'Start from a data file of yours, or from an experiment of the gallery' : 'Start from an experiment of the gallery', matchOnDescription: true, matchOnDetail: true });
  return picked?.value;
}

/** Of the book: `10.2` of `10.2.1-teacher-forcing`. */
function sectionOf({ name }: GalleryEntry): string {
  const [section] = /^\d+(\.\d+)?/.exec(name) ?? [];
  return section === undefined ? 'More of the gallery' : section.includes('.') ? `Section ${section}` : `Chapter ${section}`;
}

/** Copies the whole gallery into a folder of the person's choice and opens it. Where that was interrupted, or a person has written into it, what is there stays. */
export async function openGallery(gallery: Gallery): Promise<void> {
  const [parent] = await window.showOpenDialog({
    title: 'Where shall the gallery go?', openLabel: 'Put the Gallery Here', canSelectFolders: true, canSelectFiles: false,
  }) ?? [];
  if (parent === undefined) return;
  const target = Uri.joinPath(parent, 'unfold-gallery');
  await gallery.copyAll(target);
  await commands.executeCommand('vscode.openFolder', target, { forceNewWindow: workspace.workspaceFolders !== undefined });
}
