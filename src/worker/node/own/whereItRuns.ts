import { Session } from 'node:inspector';
import type { Debugger } from 'node:inspector';
import { fileURLToPath } from 'node:url';

const turnMilliseconds = 250;

/**
 * Asks the debugger of the main thread, from a thread beside it, which line of a person's files runs now: it interrupts a loop that nothing else does.
 * @param files names of the files by their paths @param turns of this thread that an answer may take, some each second: on a busy machine both threads come to theirs late
 * @returns `./cells/mine.ts:4`; undefined where that does not come to light
 */
export function whereItRuns(files: ReadonlyMap<string, string>, turns: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    let left = turns;
    const clock = setInterval(() => { if (--left <= 0) answer(undefined); }, turnMilliseconds);
    const answer = (place: string | undefined): void => {
      clearInterval(clock);
      resolve(place);
    };
    try {
      const session = new Session();
      session.connectToMainThread();
      const scripts = new Map<string, string>();
      session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => {
        const name = files.get(pathOf(url));
        if (name !== undefined) scripts.set(scriptId, name);
      });
      session.on('Debugger.paused', ({ params: { callFrames } }) => answer(firstPlace(callFrames, scripts)));
      session.post('Debugger.enable', () => undefined);
      session.post('Debugger.pause', () => undefined);
    } catch {
      answer(undefined); // a Node without a debugger
    }
  });
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}

function firstPlace(frames: readonly Debugger.CallFrame[], scripts: ReadonlyMap<string, string>): string | undefined {
  const found = frames.find(({ location }) => scripts.has(location.scriptId));
  return found && `${scripts.get(found.location.scriptId)!}:${found.location.lineNumber + 1}`;
}
