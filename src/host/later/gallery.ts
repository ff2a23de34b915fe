import { Uri, workspace } from 'vscode';
import { typesFile } from '../../core/spec/typesFile.ts';
import { exists } from '../exists.ts';
import { ownLessonName } from '../lessonNames.ts';
import { writeTypes } from './writeTypes.ts';

export interface GalleryEntry {
  /** `adding-problem-lstm`: the folder, and the file within it. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What is in the folder, `data/moby-dick.txt`. */
  readonly files: readonly string[];
}

/** The experiments that come with the extension, each in a folder with its data. What there is a list beside them tells: in a browser what an extension brings along can be read, but not listed. */
export class Gallery {
  constructor(private readonly folder: Uri) {}

  /** In the order of the book's sections, those without one last. */
  async entries(): Promise<GalleryEntry[]> {
    const list = await workspace.fs.readFile(Uri.joinPath(this.folder, '..', 'gallery.json'));
    return JSON.parse(new TextDecoder().decode(list)) as GalleryEntry[];
  }

  /**
   * Copies an experiment, its data and its lesson beside each other. Data and lessons that are there already stay as they are.
   * The lesson is copied, under the experiment's own name, so that it is there whenever the experiment is opened, on whatever
   * machine, and can be written into; a folder of several experiments holds several lessons.
   * @param experiment the new file
   * @returns what was there already and says something else than the gallery's
   */
  async copy({ name, files }: GalleryEntry, experiment: Uri): Promise<Uri[]> {
    const [from, to] = [Uri.joinPath(this.folder, name), Uri.joinPath(experiment, '..')];
    const others: Uri[] = [];
    for (const file of files.filter(file => file.includes('/'))) {
      const there = Uri.joinPath(to, file);
      if (file.endsWith(`/${typesFile}`)) await writeTypes(Uri.joinPath(from, file), there);
      else if (!await copyUnlessThere(Uri.joinPath(from, file), there)) others.push(there);
    }
    await copyUnlessThere(Uri.joinPath(from, 'lesson.md'), Uri.joinPath(to, ownLessonName(experiment.path)));
    await copyUnlessThere(Uri.joinPath(from, `${name}.unfold.json`), experiment); // last: whoever sees it finds all that belongs to it
    return others;
  }

  /** Copies what is not there yet, or was left half written, each experiment in a folder of its own. */
  async copyAll(target: Uri): Promise<void> {
    for (const { name, files } of await this.entries()) await Promise.all(files.map(async file => {
      const to = Uri.joinPath(target, name, file);
      const ours = await workspace.fs.readFile(Uri.joinPath(this.folder, name, file));
      if (!await exists(to) || isHalf(await workspace.fs.readFile(to), ours)) await workspace.fs.writeFile(to, ours);
    }));
  }
}

/** `NAME.unfold.json`, or with a number behind the name where that is there. */
export async function freeName(folder: Uri, name: string): Promise<Uri> {
  for (let number = 1; ; number++) {
    const file = numbered(folder, name, number);
    if (!await exists(file)) return file;
  }
}

export const numbered = (folder: Uri, name: string, number: number): Uri => Uri.joinPath(folder, `${name}${number === 1 ? '' : `-${number}`}.unfold.json`);

/** @returns whether the same is there now */
async function copyUnlessThere(from: Uri, to: Uri): Promise<boolean> {
  const ours = await workspace.fs.readFile(from);
  if (await exists(to)) return areSame(ours, await workspace.fs.readFile(to));
  await workspace.fs.writeFile(to, ours);
  return true;
}

const areSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && begins(a, b);

/** A beginning of it and no more, as a copy is left that was broken off. */
const isHalf = (there: Uint8Array, ours: Uint8Array): boolean => there.length < ours.length && begins(there, ours);

const begins = (beginning: Uint8Array, whole: Uint8Array): boolean => beginning.every((byte, i) => byte === whole[i]);
