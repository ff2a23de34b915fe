import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { currentVersion, migrate, type Rename } from './migrations.ts';
import { parseText } from './jsonc.ts';
import type { Positions } from './positions.ts';
import type { Problem } from './problem.ts';

/** A stretch of a file's text, and what it becomes. */
interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Brings the tree up to the current version, and tells what of the text that changes. */
export function migrateTree(root: Node): { readonly renames: readonly Rename[]; readonly edits: readonly Edit[] } {
  const version = findNodeAtLocation(root, ['version']);
  const written: unknown = version?.value;
  const renames = migrate(root);
  const raised = version && version.value !== written ? [{ ...version, text: String(currentVersion) }] : [];
  const edits = [...raised, ...renames.map(({ key, to }) => ({ ...key, text: JSON.stringify(to) }))];
  return { renames, edits: edits.map(({ offset, length, text }) => ({ offset, length, text })) };
}

/** What is said of each field that an older file calls otherwise; to mend one mends all. */
export function toldOf({ renames, edits }: ReturnType<typeof migrateTree>, positions: Positions): Problem[] {
  const fix = { kind: 'migrate' as const, to: currentVersion, edits: edits.map(({ offset, length, text }) => ({ ...positions.span(offset, length), text })) };
  return renames.map(({ since, from, to, key }) => ({
    ...positions.span(key.offset, key.length), severity: 'warning', rule: 'meaning', path: [], fix,
    message: `\`${from}\` is called \`${to}\` since version ${since} of the file format. The experiment is read as if it were.`,
  }));
}

/** The text of an experiment file in the current version, comments and layout as they were. Undefined where it is in it already. */
export function migrateText(text: string): string | undefined {
  const mark = /^\uFEFF/.exec(text)?.[0] ?? '';
  const rest = text.slice(mark.length);
  let edits: readonly Edit[] = [];
  parseText(rest, root => ({ edits } = migrateTree(root)));
  if (edits.length === 0) return undefined;
  return mark + [...edits].sort((a, b) => b.offset - a.offset).reduce((changed, { offset, length, text }) => changed.slice(0, offset) + text + changed.slice(offset + length), rest);
}
