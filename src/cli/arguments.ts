import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { notValid } from './complaint.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; args: string[] }>>['values'];

export interface Arguments<O extends Options> {
  /** The file the command is about, if it was given. */
  readonly file: string | undefined;
  /** Another, where the command takes two. */
  readonly second: string | undefined;
  readonly files: readonly string[];
  readonly values: Values<O>;
}

/** @param files how many the command takes at most, or any number of them @throws Complaint for an unknown option or a file too many */
export function readArguments<const O extends Options>(args: string[], options: O, files: 1 | 2 | 'many' = 1): Arguments<O> {
  const { positionals, values } = parse(args, options);
  const more = files === 'many' ? undefined : positionals[files];
  if (more !== undefined) throw notValid(`${files === 1 ? 'One file' : 'One name'} at a time: what is "${more}"?`);
  return { file: positionals[0], second: positionals[1], files: positionals, values };
}

function parse<const O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args: joined(args, options), options, allowPositionals: true });
  } catch (error) {
    throw notValid(`${firstSentence((error as Error).message)} See unfold --help.`);
  }
}

/** `--name -3` as `--name=-3`: a number below 0 looks like an option. */
function joined(args: readonly string[], options: Options): string[] {
  return args.reduce<string[]>((all, word) => {
    const before = all.at(-1);
    const takes = before?.startsWith('--') && options[before.slice(2)]?.type === 'string';
    return takes && /^-(?:[\d.]|Infinity$)/.test(word) ? [...all.slice(0, -1), `${before}=${word}`] : [...all, word];
  }, []);
}

/** Node's message, without its advice for programmers. */
function firstSentence(message: string): string {
  return `${message.split(/\.\s/)[0]!.replaceAll('\n', ' ').replace(/\.$/, '')}.`;
}

/** @throws Complaint when nothing or no number between the two is given */
export function readNumber(name: string, text: string, least: number, most: number, isWhole = true): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value;
  throw notValid(`--${name} takes a ${isWhole ? 'whole number' : 'number'} from ${least} to ${most}, not "${text}".`);
}
