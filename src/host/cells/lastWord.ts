import type { CellPlace } from '../../protocol/cellChecks.ts';

/** What a process said last before it ended, `./cells/mine.ts:4 still runs …`, and where that is. Lines before it may be what a person's code printed. @param files paths that it may be about */
export function lastWord(complaint: string, files: readonly string[]): { readonly message: string; readonly place?: CellPlace } {
  const message = complaint.trimEnd().split('\n').at(-1)!;
  const [, name = '', line, column = '1'] = /^(\S.*?):(\d+)(?::(\d+))?:? /.exec(message) ?? [];
  const end = `/${name.replace(/^(?:\.{1,2}\/)+/, '')}`;
  // Of two that end so the shorter: a name begins at the experiment's folder, or above it.
  const [file] = files.filter(each => each.replaceAll('\\', '/').endsWith(end)).sort((a, b) => a.length - b.length);
  return { message, ...(line !== undefined && file !== undefined && { place: { file, line: Number(line), column: Number(column) } }) };
}
