import type { Experiment, ResolvedExperiment } from './experiment.ts';
import { parseText } from './jsonc.ts';
import { checkMeaning } from './meaning.ts';
import { checkMemory } from './memory.ts';
import { spellOut } from './ownCells.ts';
import { spellOutTask } from './ownTask.ts';
import { migrateTree, toldOf } from './migrateText.ts';
import { currentVersion } from './migrations.ts';
import type { Positions } from './positions.ts';
import { SpecError, valueFix, type Problem } from './problem.ts';
import { resolve, type Surroundings } from './resolve.ts';
import { checkShape } from './shape.ts';
import { describe } from './wording.ts';

export type Reading =
  /** `problems` are warnings. `positions` places what the data, or the run, finds wrong later. */
  | { readonly ok: true; readonly experiment: ResolvedExperiment; readonly positions: Positions; readonly problems: readonly Problem[] }
  /** Whatever else is wrong, data and files can be looked at by `sound`: without its model, where that has not the right shape. */
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly sound?: Sound | undefined };

interface Sound {
  readonly experiment: ResolvedExperiment;
  readonly positions: Positions;
}

/**
 * Reads an experiment file, brought up to the current version: syntax, then shape, then meaning, each only when the one before is right.
 * What needs the data itself is left to `checkData` and to the data source.
 * @param text of `NAME.unfold.json`
 */
export function readExperiment(text: string, surroundings: Surroundings): Reading {
  let older: ReturnType<typeof migrateTree> = { renames: [], edits: [] };
  const { value, positions, problems } = parseText(text.replace(/^\uFEFF/, ''), root => { older = migrateTree(root); });
  if (problems.length > 0) return { ok: false, problems };
  const unread = unreadVersion(value);
  if (unread) return { ok: false, problems: [{ ...positions.problem(unread), rule: 'shape' }] };
  spellOut(value);
  spellOutTask(value);
  const shaped = checkShape(value, positions);
  if (!shaped.experiment) return { ok: false, problems: inOrder(shaped.problems), sound: soundPart(value, shaped.problems, { positions, surroundings }) };
  const experiment = resolve(shaped.experiment, surroundings);
  const found = inOrder([...toldOf(older, positions), ...[...checkMeaning(experiment), ...checkMemory(experiment)].map(error => positions.problem(error))]);
  const ok = found.every(({ severity }) => severity === 'warning');
  return ok ? { ok, experiment, positions, problems: found } : { ok, problems: found, sound: { experiment, positions } };
}

/** Data and training, where nothing is wrong with their shape, and the model, where nothing is with its. */
function soundPart(value: unknown, problems: readonly Problem[], { positions, surroundings }: { readonly positions: Positions; readonly surroundings: Surroundings }): Sound | undefined {
  const wrong = new Set(problems.map(({ path: [part] }) => part));
  if ([undefined, 'data', 'training'].some(part => wrong.has(part))) return undefined;
  const { data, training, model } = value as Partial<Experiment>;
  return data && training && { experiment: resolve({ data, training, model: model && !wrong.has('model') ? model : { layers: [] } }, surroundings), positions };
}

/** A version of the format that this Unfold does not know: a newer one may say things that it would misunderstand, another was never written. */
export function unreadVersion(file: unknown): SpecError | undefined {
  const version = (file as { readonly version?: unknown } | null)?.version;
  if (version === undefined) return undefined;
  const isWhole = typeof version === 'number' && Number.isInteger(version) && version >= 1;
  if (isWhole && version <= currentVersion) return undefined;
  if (isWhole) return new SpecError(`This experiment is of version ${version} of the file format, and this Unfold reads none above ${currentVersion}: update Unfold.`, ['version']);
  return new SpecError(`\`version\` is ${describe(version)}, and there is no such version of the file format: write ${currentVersion}, or leave it out.`, ['version'], 'error', typeof version === 'object' ? undefined : valueFix(currentVersion));
}

/** As they stand in the file. */
function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** `moby-dick` of `/texts/moby-dick.unfold.json`, whichever way the slashes lean. */
export function experimentName(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.unfold\.json$/i, '');
}
