import { parseArgs } from 'node:util';
import type { Target } from './target.ts';

/** What `npm run test:targets` was asked. */
export interface Options {
  readonly targets: readonly Target[];
  readonly list: boolean;
  /** Only `docs/targets.md` is written anew, of the figures that it has. */
  readonly rewrite: boolean;
  /** How many of a target's seeds; all when undefined. Fewer are printed only: `docs/targets.md` shows all. */
  readonly seeds: number | undefined;
  /** Threads to compute with; one for each core when undefined. */
  readonly threads: number | undefined;
}

const usage = 'npm run test:targets -- [NAME…] [--list] [--rewrite] [--seeds N] [--threads N]';

/** @throws a sentence about the first word that means nothing here */
export function readOptions(args: readonly string[], all: readonly Target[]): Options {
  const { positionals, values } = parseArgs({
    args: [...args], allowPositionals: true,
    options: { list: { type: 'boolean', default: false }, rewrite: { type: 'boolean', default: false }, seeds: { type: 'string' }, threads: { type: 'string' } },
  });
  for (const name of positionals) {
    if (!all.some(target => target.name === name)) throw new Error(`There is no target "${name}"; there are ${all.map(target => target.name).join(', ')}. ${usage}`);
  }
  const targets = positionals.length === 0 ? all : all.filter(({ name }) => positionals.includes(name));
  return { targets, list: values.list, rewrite: values.rewrite, seeds: whole('seeds', values.seeds), threads: whole('threads', values.threads) };
}

function whole(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} takes whole numbers from 1, not "${text}". ${usage}`);
  return value;
}
