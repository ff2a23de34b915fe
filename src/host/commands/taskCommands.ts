import { saved } from '../runs/startRun.ts';
import { mayRunCell } from '../trust.ts';
import { isCellFile } from './cellCommands.ts';
import { trained } from './parts.ts';
import type { CommandParts } from './parts.ts';
import { showText, withProgress } from './showText.ts';

/** Looks at a task from all sides, as it is saved, and shows what came in a new document. */
export const checkTask = (parts: CommandParts, target: unknown): Promise<void> => told(parts, target, 'check', 'Looking at the task');

/** Draws a few sequences of a task, and shows them likewise. */
export const drawTask = (parts: CommandParts, target: unknown): Promise<void> => told(parts, target, 'draw', 'Drawing sequences');

async function told(parts: CommandParts, target: unknown, what: 'check' | 'draw', title: string): Promise<void> {
  const training = trained(parts.training);
  if (!isCellFile(target)) throw new Error('Which task? This stands above the task in its file.');
  await saved(target);
  if (!mayRunCell(target)) return;
  const text = await withProgress(title, stop => training.tell(what, target, stop));
  if (text !== undefined) await showText(what === 'check' ? 'Check of' : 'Sequences of', target, text);
}
