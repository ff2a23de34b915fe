import { parseArgs } from 'node:util';
import { engines as ownEngines, peers } from './entrants.ts';
import type { OwnEngine, Peer } from './entrants.ts';

/** What `npm run bench` was asked. */
export interface Options {
  readonly json: boolean;
  /** Names of workloads, or their beginnings; all when undefined. */
  readonly only: readonly string[] | undefined;
  readonly against: readonly Peer[];
  /** Thread counts of Unfold. */
  readonly threads: readonly number[];
  /** Which of Unfold's engines take part; those each workload is meant for when undefined. */
  readonly engines: readonly OwnEngine[] | undefined;
  readonly rounds: number;
  /** Of a slice. */
  readonly milliseconds: number;
  /** Whether this is the whole run, whose figures `docs/performance-….md` shows. */
  readonly whole: boolean;
}

const usage = 'npm run bench -- [--json] [--only NAME,…] [--against torch,tfjs,numpy | none] [--threads 1,2] [--engines planned,tfjs] [--rounds 3] [--slice 500]';

/** @throws a sentence about the first option that is not one */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false }, only: { type: 'string' }, against: { type: 'string' }, threads: { type: 'string' },
      engines: { type: 'string' }, rounds: { type: 'string' }, slice: { type: 'string' },
    },
  });
  const { json, only, against, threads, engines, rounds, slice } = values;
  return {
    json,
    only: only?.split(','),
    against: against === 'none' ? [] : known('against', against, peers) ?? peers,
    threads: threads?.split(',').map(count => whole('threads', count)) ?? [1, 2],
    engines: known('engines', engines, ownEngines),
    rounds: whole('rounds', rounds ?? '3'),
    milliseconds: whole('slice', slice ?? '500'),
    whole: [only, against, threads, engines, rounds, slice].every(value => value === undefined),
  };
}

function known<T extends string>(option: string, text: string | undefined, names: readonly T[]): T[] | undefined {
  return text?.split(',').map(name => {
    if (!(names as readonly string[]).includes(name)) throw new Error(`--${option} takes ${names.join(', ')}, not "${name}". ${usage}`);
    return name as T;
  });
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} takes whole numbers from 1, not "${text}". ${usage}`);
  return value;
}

/** Whether a name was asked for: itself, or what it begins with (`esn` for `esn-100-sparse`). A name of its own is no beginning. */
export function isWanted(name: string, only: readonly string[] | undefined, all: readonly string[]): boolean {
  return only === undefined || only.some(wanted => wanted === name || (!all.includes(wanted) && name.startsWith(`${wanted}-`)));
}
