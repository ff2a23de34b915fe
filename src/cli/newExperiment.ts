import { open, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Head, Profile } from '../core/propose/profile.ts';
import { goesByLines, lookAt } from '../core/propose/lookAt.ts';
import { stemOf } from '../core/propose/experimentText.ts';
import { propose } from '../core/propose/propose.ts';
import { isJson, isNpy, isParquet, missingFile, notAFile } from '../core/spec/dataErrors.ts';
import { SpecError } from '../core/spec/problem.ts';
import type { Proposal } from '../core/spec/proposal.ts';
import { readArguments, readNumber } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { freeName } from './freeName.ts';

const options = { as: { type: 'string', default: '1' }, out: { type: 'string' }, list: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

/** Bytes of a text that are looked at; what is no text is only known as a whole. */
const mostOfText = 16 * 1024 * 1024;

/** `unfold new experiment FILE`: looks at a data file, and writes the likeliest experiment that trains on it beside it. @param most of its bytes that are looked at first @throws Complaint */
export async function newExperiment(args: string[], most = mostOfText): Promise<number> {
  const { file, second, values: { as, out, list, json } } = readArguments(args, options, 2);
  if (file === undefined || second !== undefined) throw notValid(second === undefined ? 'Which file? unfold new experiment FILE' : `One file at a time: what is "${second}"?`);
  const target = out ?? freeName(join(dirname(file), stemOf(basename(file))));
  if (!target.endsWith('.unfold.json')) throw notValid(`The name of an experiment ends in .unfold.json: --out ${target}.unfold.json`);
  const proposals = await proposalsFor(file, relative(dirname(target), file).split(sep).join('/'), most);
  if (list) {
    console.log(json ? JSON.stringify(proposals) : proposals.map(line).join('\n'));
    return exitCodes.done;
  }
  const chosen = proposals[readNumber('as', as, 1, proposals.length) - 1]!;
  await writeFile(target, chosen.text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => { throw notValid(error.code === 'EEXIST' ? `${target} is already there: take another name.` : error.message); });
  const others = proposals.filter(proposal => proposal !== chosen);
  if (json) console.log(JSON.stringify({ experiment: target, ...chosen }));
  else console.log([`${target}: ${chosen.title} (${chosen.model}). ${chosen.reason}.`, `Train it: unfold train ${target}`, ...others.length > 0 ? ['Other ways, by --as:', ...others.map(proposal => line(proposal, proposals.indexOf(proposal)))] : []].join('\n'));
  return exitCodes.done;
}

const line = ({ title, model, reason }: Proposal, index: number): string => `  ${index + 1}  ${title}: ${model} – ${reason}`;

/** @param path of the data from the experiment @throws Complaint, the sentence for a person */
async function proposalsFor(file: string, path: string, most: number): Promise<Proposal[]> {
  try {
    return propose(await profileOf(file, most), path);
  } catch (error) {
    throw error instanceof SpecError ? notValid(error.message) : error;
  }
}

async function profileOf(file: string, most: number): Promise<Profile> {
  const head = await headOf(file, most);
  const profile = await lookAt(head);
  return goesByLines(profile) && head.bytes.length < head.size ? lookAt(await headOf(file, head.size)) : profile;
}

/** It is called by its name alone: where it lies is nobody's business in what is written. */
async function headOf(file: string, most: number): Promise<Head> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => { throw error.code === 'ENOENT' ? missingFile(file) : error; });
  if (!found.isFile()) throw notAFile(file);
  const whole = isParquet(file) || isNpy(file) || isJson(file);
  const handle = await open(file);
  try {
    const bytes = new Uint8Array(whole ? found.size : Math.min(found.size, most));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return { file: basename(file), bytes: bytes.subarray(0, bytesRead), size: whole ? bytesRead : found.size };
  } finally {
    await handle.close();
  }
}
