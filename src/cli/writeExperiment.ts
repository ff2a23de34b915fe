import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { freeName } from './freeName.ts';

/** By its path, and what a person should know of it. */
export interface WrittenExperiment {
  readonly experiment: string;
  readonly notes: readonly string[];
}

/** Writes the experiment of a new cell or a new task. One of the name that uses it stays as it is; where that uses another, it is written under another name. @param used its file, as experiments name it */
export async function writeExperiment(stem: string, used: { readonly cell: string } | { readonly task: string }, text: string): Promise<WrittenExperiment> {
  const [[what, file]] = Object.entries(used) as [[string, string]];
  const usual = `${stem}.unfold.json`;
  if (existsSync(usual) && (await readFile(usual, 'utf8')).includes(JSON.stringify(file))) return { experiment: usual, notes: [] };
  const experiment = freeName(stem);
  await writeFile(experiment, text, { flag: 'wx' });
  return { experiment, notes: experiment === usual ? [] : [`${usual} is there already and does not use this ${what}: it stays as it is, and ${basename(experiment)} does.`] };
}
