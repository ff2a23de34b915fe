import type { CellSpec, OwnCellSpec, ResolvedExperiment } from './experiment.ts';

/** Whether a cell's `kind` is the path of a file that makes one: `./cells/mine.ts`. */
export const isOwnFile = (kind: unknown): kind is string => typeof kind === 'string' && /^\.\.?\/[^\\]*[^/\\]\.[cm]?[jt]s$/.test(kind);

/** The end of a sentence about a path that is none such. */
export const ownFileForm = (what: 'cell' | 'task'): string => `the path of a ${what} of your own begins with ./ or ../, beside the experiment, has / between folders, and ends in .ts, .mts, .js or .mjs.`;

/** What a sentence calls a cell: by its kind, or by the file that makes it. */
export const cellName = (cell: CellSpec): string => (cell.kind === 'own' ? cell.file : cell.kind);

/** The cells of an experiment that people wrote, the lowest first. */
export function ownCells({ model }: Pick<ResolvedExperiment, 'model'>): OwnCellSpec[] {
  return [...model.encoder?.layers ?? [], ...model.layers].flatMap(({ cell }) => (cell.kind === 'own' ? [cell] : []));
}

/** The experiment with each of those in another form. */
export function mapOwnCells(experiment: ResolvedExperiment, change: (cell: OwnCellSpec) => OwnCellSpec): ResolvedExperiment {
  const { model } = experiment;
  const changed = <L extends { readonly cell: CellSpec }>(layers: L[]): L[] => layers.map(layer => (layer.cell.kind === 'own' ? { ...layer, cell: change(layer.cell) } : layer));
  return { ...experiment, model: { ...model, layers: changed(model.layers), ...(model.encoder && { encoder: { ...model.encoder, layers: changed(model.encoder.layers) } }) } };
}

/** A parsed file with `{ "kind": "./cells/mine.ts", "a": 1 }` as `{ "kind": "own", "file": "./cells/mine.ts", "options": { "a": 1 } }`, in place. */
export function spellOut(file: unknown): void {
  const model = field(file, 'model');
  for (const part of [model, field(model, 'encoder')]) {
    const layers = field(part, 'layers');
    if (Array.isArray(layers)) for (const layer of layers) spellOutIn(layer);
  }
}

function spellOutIn(layer: unknown): void {
  const cell = field(layer, 'cell');
  const kind = field(cell, 'kind');
  if (!isOwnFile(kind)) return;
  const { kind: _, ...options } = cell as Record<string, unknown>;
  (layer as Record<string, unknown>)['cell'] = { kind: 'own', file: kind, options };
}

const field = (value: unknown, name: string): unknown => (value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined);
