import { findNodeAtLocation, type Node } from 'jsonc-parser';

/** A field that is called otherwise since a version of the file format. */
export interface Rename {
  /** The version. */
  readonly since: number;
  readonly from: string;
  readonly to: string;
  /** Of the syntax tree, its name in quotes. */
  readonly key: Node;
}

interface Migration {
  /** The version that it leads to, from the one before. */
  readonly to: number;
  /** What it renames; nothing in a file that is of that version already, since a file need not say which it is of. */
  readonly find: (root: Node) => Omit<Rename, 'since'>[];
}

/** Version by version. A new one that renames or moves a field adds a line here; one that only adds fields is no new version. */
const migrations: readonly Migration[] = [
  // How many symbols a model of trees knows is called what it is called of a text by words.
  { to: 2, find: root => (valueAt(root, ['data', 'kind']) === 'trees' ? renamed(root, ['data', 'words'], 'vocabulary') : []) },
];

/** The version of the file format that is written, and read as it stands. */
export const currentVersion = migrations.at(-1)!.to;

/** Brings the syntax tree of an older file up to the current version, in place: names change, places stay. A file that does not say its version may be of any. */
export function migrate(root: Node): Rename[] {
  const written = findNodeAtLocation(root, ['version']);
  const version: unknown = written ? written.value : 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return [];
  const renames = migrations.filter(({ to }) => to > version).flatMap(({ to, find }) => find(root).map(rename => ({ since: to, ...rename })));
  for (const { key, to } of renames) Object.assign(key, { value: to });
  if (written && version < currentVersion) Object.assign(written, { value: currentVersion });
  return renames;
}

function renamed(root: Node, path: string[], to: string): Omit<Rename, 'since'>[] {
  const key = findNodeAtLocation(root, path)?.parent?.children?.[0];
  return key ? [{ from: path.at(-1)!, to, key }] : [];
}

const valueAt = (root: Node, path: string[]): unknown => findNodeAtLocation(root, path)?.value;
