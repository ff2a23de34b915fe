import { readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, relative, sep } from 'node:path';

/** Where the files of a cell are read from. Paths are absolute. */
export interface Sources {
  has(path: string): Promise<boolean>;
  read(path: string): Promise<string>;
  /** Where a file really lies, where code does not come from there. */
  strays(path: string): Promise<string | undefined>;
}

/** What the editor sets: the folders of the workspace, whose code the person trusts, and what was written while none was open; no other. */
const trusted = 'UNFOLD_FOLDERS';

const isFile = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false);

/** The disk as it is now. */
export const disk: Sources = { has: isFile, read: (path) => readFile(path, 'utf8'), strays };

/** A link, too, lies where it leads to. */
async function strays(path: string): Promise<string | undefined> {
  const folders = process.env[trusted]?.split(delimiter).filter((folder) => folder !== '');
  if (folders === undefined) return undefined; // in a terminal
  const place = await realpath(path).catch(() => path);
  for (const folder of folders) if (isWithin(await realpath(folder).catch(() => folder), place)) return undefined;
  return place;
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}

/** `./cells/mine.ts`, wherever this runs. @param folder that of the experiment */
export function nameIn(folder: string, path: string): string {
  const way = relative(folder, path).replaceAll(sep, '/');
  return way.startsWith('.') ? way : `./${way}`;
}

/** Where a file lies among those that a run kept: what is above the experiment's folder, in one called `up`, and what is in an `up` of theirs, in `up_`. @param name from that folder */
export function keptName(name: string): string {
  const [, above = '', within = ''] = /^((?:\.\.\/)*)(.*)$/s.exec(name.replace(/^\.\//, ''))!;
  return above.replaceAll('..', 'up') + within.replace(/^up_*(?=\/)/, '$&_');
}

/** What a run kept of the files of a cell. @param kept the folder of those @param folder that of the experiment, where they were */
export function keptSources(kept: string, folder: string): Sources {
  const placeOf = (path: string): string => join(kept, keptName(nameIn(folder, path)));
  return { has: (path) => isFile(placeOf(path)), read: (path) => readFile(placeOf(path), 'utf8'), strays: (path) => strays(placeOf(path)) };
}
