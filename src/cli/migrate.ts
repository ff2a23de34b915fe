import { readFile } from 'node:fs/promises';
import { migrateText, migrateTree } from '../core/spec/migrateText.ts';
import { currentVersion } from '../core/spec/migrations.ts';
import { parseText } from '../core/spec/jsonc.ts';
import { formatProblem } from '../core/spec/problem.ts';
import { unreadVersion } from '../core/spec/read.ts';
import { replaceFile } from '../worker/node/replaceFile.ts';
import { unreadable } from '../worker/node/unreadable.ts';
import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';

/** `unfold migrate FILE`: writes an experiment file in the current version of the format. @throws Complaint where it is no JSON, of no version that is known, or has a field by both of its names */
export async function migrate(args: string[]): Promise<number> {
  const { file } = readArguments(args, {});
  if (file === undefined) throw notValid('Which experiment? unfold migrate FILE');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw notValid(unreadable(file, error));
  });
  const { value, positions, problems } = parseText(text.replace(/^\uFEFF/, ''), migrateTree);
  const unread = unreadVersion(value);
  const wrong = unread ? [positions.problem(unread)] : problems;
  if (wrong.length > 0) throw notValid(wrong.map(problem => formatProblem(file, problem)).join('\n'));
  const migrated = migrateText(text);
  if (migrated !== undefined) await replaceFile(file, migrated);
  console.log(`${file} is of version ${currentVersion}${migrated === undefined ? ' already' : ' now'}.`);
  return exitCodes.done;
}
