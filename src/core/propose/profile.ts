import type { TreeFormat } from '../data/bracketed.ts';

/** What is looked at of a data file: all of it, or of a large text its beginning. */
export interface Head {
  /** The name to call it by. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Bytes of the whole file. */
  readonly size: number;
}

/** What a data file is found to be. */
export type Profile = TextProfile | TableProfile | PairsProfile | LabelledProfile | TreesProfile;

export interface TextProfile {
  readonly kind: 'text';
  readonly file: string;
  readonly bytes: number;
  /** Left out where it is no UTF-8 text, which can be read by bytes alone. */
  readonly characters?: { readonly count: number; readonly different: number };
  /** `known`: how many different words occur often enough to learn anything of. */
  readonly words?: { readonly count: number; readonly different: number; readonly known: number };
  /** Why it was not read as what it looks like, with the place. */
  readonly note?: string;
}

export interface TableProfile {
  readonly kind: 'table';
  readonly file: string;
  /** About so many, where only the beginning was looked at. */
  readonly rows: number;
  readonly isWhole: boolean;
  readonly columns: readonly ColumnProfile[];
  /** The column that tells several series apart, and their lengths. */
  readonly series?: { readonly name: string; readonly lengths: readonly number[] };
  /** Seconds from one row to the next, where a column says so. */
  readonly rowSeconds?: number;
}

export interface ColumnProfile {
  readonly name: string;
  /** `number` and `binary` (0 and 1) can be read and forecast, of `classes` whether a row says one of a few words; others are left out. */
  readonly role: 'number' | 'binary' | 'classes' | 'series' | 'leftOut';
  /** Why it is left out, as it stands after its name. */
  readonly why?: string;
  /** Of its longest series. */
  readonly values?: Float64Array;
  /** The different words of `classes`, in their order. */
  readonly words?: readonly string[];
}

export interface PairsProfile {
  readonly kind: 'pairs';
  readonly file: string;
  readonly pairs: number;
  /** Of its columns, where the first line says them. */
  readonly names?: readonly [string, string];
  /** Characters of the longest source or answer. */
  readonly longest: number;
}

export interface LabelledProfile {
  readonly kind: 'labelled';
  readonly file: string;
  readonly sequences: number;
  /** Of its columns, where the first line says them. */
  readonly names?: readonly [string, string];
  readonly labels: readonly string[];
  /** Whether its first line names the columns, which is read as a sequence with a label of its own. */
  readonly hasHeader: boolean;
  readonly longest: number;
}

export interface TreesProfile {
  readonly kind: 'trees';
  readonly file: string;
  readonly format: TreeFormat;
  readonly trees: number;
  readonly labels: number;
  /** The most children of a node. */
  readonly arity: number;
  /** Nodes of the largest tree, and words where it is read one after another. */
  readonly nodes: number;
  readonly words: number;
}
