import type { ChildProcess } from 'node:child_process';
import type { Printed } from '../platform.ts';

const timeoutMinutes = 10;
/** Where a process was ended, as by the watchdog that says why (worker/node/own/watchdog.ts). */
const ended = 137;
const longestOutput = 64 * 1024 * 1024;

/** What a process printed until its end. @throws Error, in words, where it does not come to its own end */
export function printedBy(child: ChildProcess, stop: AbortSignal): Promise<Printed> {
  const [output, complaint] = [texts(child, 'stdout'), texts(child, 'stderr')];
  let given: Error | undefined;
  const giveUp = (why: string): void => {
    given ??= new Error(why);
    child.kill();
  };
  const stopped = () => giveUp('It was given up.');
  const timer = setTimeout(() => giveUp(`This took longer than ${timeoutMinutes} minutes and was given up.`), timeoutMinutes * 60_000);
  stop.addEventListener('abort', stopped, { once: true });
  if (stop.aborted) stopped();
  return new Promise<Printed>((resolve, reject) => {
    child.once('error', error => reject(given ?? error));
    child.once('close', code => {
      if (output.length() > longestOutput) given ??= new Error('It printed more than can be read.');
      const complained = complaint.text().trim();
      if (given) reject(given);
      else if (code === null && complained === '') reject(new Error('Its process was ended.'));
      else resolve({ output: output.text(), complaint: complained, exitCode: code ?? ended });
    });
  }).finally(() => {
    clearTimeout(timer);
    stop.removeEventListener('abort', stopped);
  });

  function texts({ stdout, stderr }: ChildProcess, which: 'stdout' | 'stderr') {
    const parts: string[] = [];
    let length = 0;
    (which === 'stdout' ? stdout : stderr)!.setEncoding('utf8').on('data', (part: string) => {
      if ((length += part.length) > longestOutput) child.kill();
      else parts.push(part);
    });
    return { text: () => parts.join(''), length: () => length };
  }
}
