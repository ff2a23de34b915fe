/** Where a value stands in the experiment: `['model', 'layers', 0, 'hiddenSize']`. */
export type Path = readonly (string | number)[];

export type Severity = 'error' | 'warning';

/** What found it. VS Code's own JSON support reports `syntax` and `shape` too; `field` and `meaning` only Unfold knows. */
export type Rule = 'syntax' | 'shape' | 'field' | 'meaning';

/** A stretch of a text file; lines and columns count from 1, the end is just behind the last character. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One sentence on what is wrong in an experiment file, and where. */
export interface Problem extends Span {
  readonly message: string;
  readonly severity: Severity;
  readonly rule: Rule;
  readonly path: Path;
  /** What would put it right, where that is sure enough to be offered. */
  readonly fix?: Fix;
}

/** A change of one field, or of what an older file calls otherwise. */
export type Fix =
  /** Of its name. */
  | { readonly kind: 'rename'; readonly to: string }
  /** Of its value. */
  | { readonly kind: 'value'; readonly to: unknown }
  /** A field that is missing, and what it may begin with. */
  | { readonly kind: 'add'; readonly field: string; readonly value: unknown }
  /** Of an older file to a version of the format: what each stretch of its text becomes. */
  | { readonly kind: 'migrate'; readonly to: number; readonly edits: readonly (Span & { readonly text: string })[] };

/** An experiment that cannot run as it is: a sentence for a person, and the field it speaks of. */
export class SpecError extends Error {
  /** @param fix what would put it right, where that is sure enough to be offered */
  constructor(message: string, readonly path: Path, readonly severity: Severity = 'error', readonly fix?: Fix) {
    super(message);
    this.name = 'SpecError';
  }
}

/** What would put a value right. */
export const valueFix = (to: unknown): Fix => ({ kind: 'value', to });

/** `demo.unfold.json:14:9: tau is 0; …`, as compilers write it and terminals link it. */
export function formatProblem(file: string, { line, column, severity, message }: Problem): string {
  return `${file}:${line}:${column}: ${severity === 'warning' ? 'warning: ' : ''}${message}`;
}
