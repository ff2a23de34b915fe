import { FileType, Uri, workspace } from 'vscode';
import { parseText } from '../../core/spec/jsonc.ts';
import { typesFile } from '../../core/spec/typesFile.ts';
import { exists } from '../exists.ts';
import { ownLessonName } from '../lessonNames.ts';
import { lessonOf } from '../lessons.ts';
import { writeTypes } from './writeTypes.ts';

export interface GalleryEntry {
  /** `adding-problem-lstm`: the folder, and the file within it. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly folder: Uri;
}

/** The experiments that come with the extension, each in a folder with its data. */
export class Gallery {
  constructor(readonly folder: Uri) {}

  /** In the order of the book's sections, those without one last. */
  async entries(): Promise<GalleryEntry[]> {
    const found = await workspace.fs.readDirectory(this.folder);
    const names = found.filter(([, type]) => type === FileType.Directory).map(([name]) => name);
    return Promise.all(names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).map(name => this.#entry(name)));
  }

  /**
   * Copies an experiment, its data and its lesson beside each other into a folder. Data and lessons that are there already
   * stay as they are. The lesson is copied, under the experiment's own name, so that it is there whenever the experiment is
   * opened, on whatever machine, and can be written into; a folder of several experiments holds several lessons.
   * @returns the new experiment file, and what was there already and says something else than the gallery's
   */
  async copy({ name, folder }: GalleryEntry, target: Uri): Promise<{ experiment: Uri; others: Uri[] }> {
    const experiment = await freeName(target, name);
    const others: Uri[] = [];
    for (const [part, type] of await workspace.fs.readDirectory(folder)) {
      if (type === FileType.Directory) others.push(...await copyMissing(Uri.joinPath(folder, part), Uri.joinPath(target, part)));
    }
    const original = Uri.joinPath(folder, `${name}.unfold.json`);
    const lesson = await lessonOf(original);
    if (lesson) await copyUnlessThere(lesson, Uri.joinPath(target, ownLessonName(experiment.path)));
    await workspace.fs.copy(original, experiment); // last: whoever sees it finds all that belongs to it
    return { experiment, others };
  }

  async #entry(name: string): Promise<GalleryEntry> {
    const folder = Uri.joinPath(this.folder, name);
    const bytes = await workspace.fs.readFile(Uri.joinPath(folder, `${name}.unfold.json`));
    const { name: title, description } = parseText(new TextDecoder().decode(bytes)).value as { name?: string; description?: string };
    return { name, title: title ?? name, description: description ?? '', folder };
  }
}

/** `NAME.unfold.json`, or with a number behind the name where that is there. */
export async function freeName(folder: Uri, name: string): Promise<Uri> {
  for (let number = 1; ; number++) {
    const file = Uri.joinPath(folder, `${name}${number === 1 ? '' : `-${number}`}.unfold.json`);
    if (!await exists(file)) return file;
  }
}

/** @returns those that were there and are others */
async function copyMissing(from: Uri, to: Uri): Promise<Uri[]> {
  await workspace.fs.createDirectory(to);
  const others: Uri[] = [];
  for (const [name] of await workspace.fs.readDirectory(from)) {
    const [ours, there] = [Uri.joinPath(from, name), Uri.joinPath(to, name)];
    if (name === typesFile) await writeTypes(ours, there);
    else if (!await exists(there)) await workspace.fs.copy(ours, there);
    else if (!await areSame(ours, there)) others.push(there);
  }
  return others;
}

async function areSame(one: Uri, other: Uri): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map(file => workspace.fs.readFile(file)));
  return a!.length === b!.length && a!.every((byte, i) => byte === b![i]);
}

async function copyUnlessThere(from: Uri, to: Uri): Promise<void> {
  if (!await exists(to)) await workspace.fs.copy(from, to);
}
