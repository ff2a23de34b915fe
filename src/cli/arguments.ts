import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { notValid } from './complaint.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; args: string[] }>>['values'];

export interface Arguments<O extends Options> {
  /** The file the command is about, if it was given. */
  readonly file: string | undefined;
  readonly values: Values<O>;
}

/** @throws Complaint for an unknown option or a second file */
export function readArguments<const O extends Options>(args: string[], options: O): Arguments<O> {
  const { positionals: [file, second], values } = parse(args, options);
  if (second !== undefined) throw notValid(`One file at a time: what is "${second}"?`);
  return { file, values };
}

function parse<const O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw notValid(`${firstSentence((error as Error).message)} See unfold --help.`);
  }
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
