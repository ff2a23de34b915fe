import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { Trouble } from './say.mjs';

/** Of a program of which only what goes wrong is shown, by `print` where there is one. */
export const onlyErrors = print => ['ignore', 'ignore', print ? 'pipe' : 'inherit'];

/** What a program has to end in by itself once it was asked to, in milliseconds. */
const grace = 5_000;

/** Ends a program after `limit` milliseconds. What it started may live on and hold its output open: nobody waits for that. @returns calls it off */
function endAfter(limit, child, title, print = text => void process.stdout.write(text)) {
  const end = () => {
    print(`✗ ${title} did not end within ${limit / 60_000} minutes.\n`);
    child.kill('SIGTERM');
    timer = setTimeout(() => {
      child.kill('SIGKILL');
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    }, grace);
  };
  let timer = setTimeout(end, limit);
  return () => clearTimeout(timer);
}

/**
 * Runs a program to its end, its output shown as it comes.
 * @param print gets the output instead, as it comes
 * @param limit milliseconds after which it is ended; by default none
 * @returns its exit code
 */
export function exitCode(program, parameters, { print, limit, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: root, stdio: print ? ['ignore', 'pipe', 'pipe'] : 'inherit', ...options });
    if (print) for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', print);
    const callOff = limit === undefined ? () => {} : endAfter(limit, child, [program, ...parameters].join(' '), print);
    child.once('error', error => { callOff(); reject(new Trouble(`${program} does not start: ${error.message}`)); });
    child.once('close', (code, signal) => { callOff(); resolve(signal ? 128 : code); });
  });
}

/** Runs a program and throws unless it exits with 0. */
export async function run(program, parameters, options) {
  const code = await exitCode(program, parameters, options);
  if (code !== 0) throw new Trouble(`${[program, ...parameters].join(' ')} exited with ${code}`);
}

/** Runs a program quietly. @returns its exit code and everything it printed */
export function capture(program, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text));
    child.once('error', reject);
    child.once('close', code => resolve({ code, output }));
  });
}

/** Runs one of the project's scripts with this Node. */
export const node = (file, ...parameters) => run(process.execPath, [file, ...parameters]);

/** Runs npm as it was started, or from the PATH (on Windows that takes a shell). */
export function npm(parameters, options = {}) {
  const self = process.env.npm_execpath;
  if (self?.endsWith('npm-cli.js')) return run(process.execPath, [self, ...parameters], options);
  return run('npm', parameters, { shell: process.platform === 'win32', ...options });
}
