import { Session } from 'node:inspector';
import type { Debugger } from 'node:inspector';
import { fileURLToPath } from 'node:url';

/**
 * Asks the debugger of the main thread, from a thread beside it, which line of a person's files runs now: it interrupts a loop that nothing else does.
 * @param files names of the files by their paths @param patience milliseconds
 * @returns `./cells/mine.ts:4`; undefined where that does not come to light
 */
export function whereItRuns(files: ReadonlyMap<string, string>, patience: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), patience);
    try {
      const session = new Session();
      session.connectToMainThread();
      const scripts = new Map<string, string>();
      session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => {
        const name = files.get(pathOf(url));
        if (name !== undefined) scripts.set(scriptId, name);
      });
      session.on('Debugger.paused', ({ params: { callFrames } }) => resolve(firstPlace(callFrames, scripts)));
      session.post('Debugger.enable', () => undefined);
      session.post('Debugger.pause', () => undefined);
    } catch {
      resolve(undefined); // a Node without a debugger
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
