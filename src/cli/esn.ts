import { access, constants, readFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { stdout } from 'node:process';
import { encodeCheckpoint } from '../core/checkpoint/checkpointFile.ts';
import { openTable } from '../core/data/open.ts';
import { SpecError } from '../core/spec/problem.ts';
import { echoStateDefaults, echoStateRanges } from '../protocol/echoState.ts';
import type { EchoStateNumber, EchoStateOptions } from '../protocol/echoState.ts';
import type { SearchRequest } from '../protocol/search.ts';
import { breather } from '../worker/breather.ts';
import { echoStateCheckpoint, echoStateExperiment } from '../worker/lab/echoStateCheckpoint.ts';
import { fitEchoState } from '../worker/lab/fitEchoState.ts';
import type { EchoStateFit } from '../worker/lab/fitEchoState.ts';
import { replaceFile } from '../worker/node/replaceFile.ts';
import { reservoirKernels } from '../worker/node/reservoirKernels.ts';
import { readArguments, readNumber } from './arguments.ts';
import { Complaint, exitCodes, notValid } from './complaint.ts';
import { describeFit } from './describeFit.ts';
import { describeMemory, memoryOf } from './esnMemory.ts';
import { describeSearch, searchFile, searchOptions, searchRequest } from './esnSearch.ts';
import type { SearchReport } from './esnSearch.ts';

/** The numbers by the options that set them. */
const numbers = {
  horizon: 'horizon', test: 'test', units: 'units', 'spectral-radius': 'spectralRadius', 'leak-rate': 'leakRate', 'input-scaling': 'inputScaling',
  bias: 'bias', density: 'density', feedback: 'feedback', noise: 'noise', washout: 'washout', ridge: 'ridge', seed: 'seed', runs: 'runs',
} as const satisfies Readonly<Record<string, EchoStateNumber>>;

const text = { type: 'string' } as const;
const options = {
  input: { type: 'string', multiple: true }, target: text, topology: text, out: text,
  horizon: text, test: text, units: text, 'spectral-radius': text, 'leak-rate': text, 'input-scaling': text, bias: text, density: text, feedback: text, noise: text, washout: text, ridge: text, seed: text, runs: text,
  'states-only': { type: 'boolean', default: false }, 'memory-capacity': { type: 'boolean', default: false }, ...searchOptions, json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>['values'];

const usage = 'unfold esn SERIES --input A --target B';

/** `unfold esn SERIES` @throws Complaint, or Error, a sentence */
export async function esn(args: string[]): Promise<number> {
  const { file, values } = readArguments(args, options);
  if (file === undefined) throw notValid(`Which series? ${usage}`);
  const asked = echoStateOptions(values);
  const search = searchRequest(values);
  if (values.out !== undefined) await checkOut(values.out);
  const begin = performance.now();
  const fit = await fitFile(file, asked, search);
  const seconds = (performance.now() - begin) / 1000;
  const memory = values['memory-capacity'] ? await memoryOf(fit) : undefined;
  for (const warning of fit.report.warnings) console.error(warning);
  stdout.write(`${values.json ? JSON.stringify({ ...fit.report, seconds, search: fit.search, memoryCapacity: memory }) : [...(fit.search ? [describeSearch(fit.search)] : []), describeFit(fit.report), ...(memory ? ['', describeMemory(memory, fit)] : [])].join('\n')}\n`);
  if (values.out !== undefined) await save(fit, file, values.out, seconds);
  return exitCodes.done;
}

function echoStateOptions(values: Values): EchoStateOptions {
  const { topology = echoStateDefaults.topology } = values;
  const target = values.target?.trim();
  if (!target) throw notValid(`Which column is it to say? ${usage}`);
  if (topology !== 'random' && topology !== 'cycle' && topology !== 'delayLine') throw notValid(`--topology takes random, cycle or delayLine, not "${topology}".`);
  const inputs = values.input?.flatMap(names => names.split(',')).map(name => name.trim()).filter(name => name !== '') ?? [target];
  if (inputs.length === 0) throw notValid('--input names no column.');
  const given = Object.entries(numbers).flatMap(([option, name]) => {
    const written = values[option as keyof typeof numbers];
    const [least, most, whole] = echoStateRanges[name];
    return written === undefined ? [] : [[name, readNumber(option, written, least, most, whole !== undefined)]];
  });
  return { ...echoStateDefaults, horizon: inputs.includes(target) ? 1 : 0, ...Object.fromEntries(given) as Partial<EchoStateOptions>, inputs, target, topology, readInputs: !values['states-only'] };
}

/** With the settings that were asked for, or the best that a search finds. */
async function fitFile(file: string, asked: EchoStateOptions, request: SearchRequest | undefined): Promise<EchoStateFit & { readonly search: SearchReport | undefined }> {
  try {
    const table = await openTable(file, [asked.target, ...asked.inputs], path => readFile(path));
    const search = request && await searchFile(table, asked, request);
    const options = { ...asked, ...search?.trials[search.ranking[0]!]?.settings };
    return { ...await fitEchoState(table, options, { openWorkspace: await reservoirKernels(__dirname), breathe: breather() }), search };
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw error instanceof SpecError ? notValid(error.message) : new Complaint((error as Error).message);
  }
}

/** Before anything is computed. @throws Complaint */
async function checkOut(out: string): Promise<void> {
  if (!/\.safetensors$/i.test(out)) throw notValid(`--out takes a file NAME.safetensors, not "${basename(out)}".`);
  const folder = dirname(resolve(out));
  await access(folder, constants.W_OK).catch(() => {
    throw notValid(`--out: there is no folder ${folder} to write to.`);
  });
}

/** The network of the first seed, with the series named as it is seen from beside it. */
async function save(fit: EchoStateFit, file: string, out: string, seconds: number): Promise<void> {
  const { network } = fit;
  const seen = relative(dirname(resolve(out)), resolve(file)).replaceAll('\\', '/');
  const checkpoint = echoStateCheckpoint(fit, echoStateExperiment(fit, seen), seconds);
  await replaceFile(out, encodeCheckpoint(checkpoint));
  console.error(`Saved ${out}${fit.report.runs.length > 1 ? `, the network of seed ${network.seed}` : ''}.`);
}
