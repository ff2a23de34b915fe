import { version } from '../../package.json';
import { Complaint, exitCodes, notValid } from './complaint.ts';
import { help } from './help.ts';

type Command = (args: string[]) => Promise<number>;

/** Loaded when asked for: TensorFlow.js takes a while, and only some of them need it. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  train: async () => (await import('./train.ts')).train,
  sample: async () => (await import('./sample.ts')).sample,
  likelihood: async () => (await import('./likelihood.ts')).likelihood,
  esn: async () => (await import('./esn.ts')).esn,
  predict: async () => (await import('./predict.ts')).predict,
  inspect: async () => (await import('./inspect.ts')).inspect,
  validate: async () => (await import('./validate.ts')).validate,
  migrate: async () => (await import('./migrate.ts')).migrate,
  new: async () => (await import('./new.ts')).newThing,
  check: async () => (await import('./check.ts')).check,
  draw: async () => (await import('./draw.ts')).draw,
  step: async () => (await import('./step.ts')).step,
  gradcheck: async () => (await import('./gradcheck.ts')).gradcheck,
};

async function main([name, ...args]: string[]): Promise<number> {
  if (name === '--version') return print(version);
  if (name === undefined || [name, ...args].some(word => word === '--help' || word === '-h') || name === 'help') return print(help.trimEnd());
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) throw notValid(`There is no command "${name}"; there are ${Object.keys(commands).join(', ')}. See unfold --help.`);
  return (await load())(args);
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

/** Who no longer reads what is printed misses nothing: `unfold … | head` is no error of ours. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Of one that never comes to its end: nothing is left to wait for, and nothing was said. */
process.exitCode = exitCodes.failed;
void main(process.argv.slice(2)).catch(complain).then(exit);
