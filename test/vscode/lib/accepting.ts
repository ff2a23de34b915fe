import * as vscode from 'vscode';
import { until } from './runner.ts';

/** A file of that name which is seen in an editor. */
export const opened = (name: string): vscode.TextDocument | undefined =>
  vscode.window.visibleTextEditors.map(({ document }) => document).find(({ uri }) => uri.path.endsWith(`/${name}`));

/**
 * Runs a command and takes what it offers first, however often it asks, until the file that it writes is seen. A page that has just opened
 * may take the focus, and with it the list that the command asks by: then it is run again. @throws what the command does
 */
export async function accepting(name: string, command: string, target: vscode.Uri): Promise<vscode.TextDocument> {
  let [runs, isOver] = [0, true];
  let made: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    [runs, isOver] = [runs + 1, false];
    made = Promise.resolve(vscode.commands.executeCommand(command, target)).finally(() => { isOver = true; });
    made.catch(() => undefined); // told below
  };
  const document = await until(`${name} is open`, async () => {
    const found = runs > 0 && opened(name);
    if (found) return found;
    if (isOver) {
      await made;
      run();
    }
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'); // nothing, until the list is there
    return undefined;
  }, 30_000).catch((error: Error) => { throw new Error(`${error.message} (${command} was run ${runs} ${runs === 1 ? 'time' : 'times'} and ${isOver ? 'is over' : 'still asks'})`); });
  await made;
  return document;
}
