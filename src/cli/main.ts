import { version } from '../../package.json';
import { Complaint, exitCodes, notValid } from './complaint.ts';
import { help } from './help.ts';
import { inspect } from './inspect.ts';
import { sample } from './sample.ts';
import { train } from './train.ts';
import { validate } from './validate.ts';

const commands: Readonly<Record<string, (args: string[]) => Promise<number>>> = { train, sample, inspect, validate };

async function main([name, ...args]: string[]): Promise<number> {
  if (name === '--version') return print(version);
  if (name === undefined || name === '--help' || args.includes('--help')) return print(help.trimEnd());
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw notValid(`There is no command "${name}"; there are ${Object.keys(commands).join(', ')}. See unfold --help.`);
  return command(args);
}

function print(text: string): number {
  console.log(text);
  return exitCodes.done;
}

/** Every error is a sentence on stderr, never a stack trace. */
function complain(error: unknown): number {
  console.error(error instanceof Error ? error.message : String(error));
  return error instanceof Complaint ? error.exitCode : exitCodes.failed;
}

/** Once everything printed is out. */
function exit(code: number): void {
  process.stdout.write('', () => process.exit(code));
}

void main(process.argv.slice(2)).catch(complain).then(exit);
