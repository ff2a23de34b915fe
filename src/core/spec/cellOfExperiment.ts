import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { CellSpec, ResolvedExperiment } from './experiment.ts';
import { cellName, isOwnFile } from './ownCells.ts';
import type { Path } from './problem.ts';
import { counted } from './wording.ts';

/** A cell of an experiment, and every layer that has it. */
export interface UsedCell {
  readonly cell: CellSpec;
  /** Of the `cell` of each of those layers. */
  readonly paths: readonly Path[];
  /** `lstm, 128 units`; of several layers with it, the lowest's. */
  readonly title: string;
}

/** The different cells of an experiment, those of an encoder first, from the input upwards. */
export function cellsOf({ model: { encoder, layers } }: Pick<ResolvedExperiment, 'model'>): UsedCell[] {
  const placed = [...(encoder?.layers ?? []).map((layer, i) => ({ layer, path: ['model', 'encoder', 'layers', i, 'cell'] })), ...layers.map((layer, i) => ({ layer, path: ['model', 'layers', i, 'cell'] }))];
  const same = (one: CellSpec, other: CellSpec): boolean => JSON.stringify(one) === JSON.stringify(other);
  const first = placed.filter(({ layer }, i) => placed.findIndex(other => same(other.layer.cell, layer.cell)) === i);
  return first.map(({ layer: { cell, hiddenSize } }) => ({
    cell, paths: placed.filter(({ layer }) => same(layer.cell, cell)).map(({ path }) => path), title: `${cellName(cell)}, ${counted(hiddenSize, 'unit')}`,
  }));
}

/**
 * The same experiment with a cell of one's own in these places: nothing else of its text is touched, comments and all. What stood beside a
 * built-in's `kind` is in the code now, and goes; an own cell's options stay.
 * @param file the path of the cell from the experiment, `./cells/mine.ts`
 */
export function withCell(text: string, paths: readonly Path[], file: string): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const nodes = paths.flatMap(path => (root && findNodeAtLocation(root, [...path])) ?? []);
  const written = JSON.stringify(file);
  return nodes.sort((a, b) => b.offset - a.offset).reduce((changed, node) => {
    const [kind, own] = ['kind', 'file'].map(name => findNodeAtLocation(node, [name]));
    const alone = own ?? (kind && (isOwnFile(kind.value) || node.children?.length === 1) ? kind : undefined);
    const { offset, length } = alone ?? node;
    return changed.slice(0, offset) + (alone ? written : `{ "kind": ${written} }`) + changed.slice(offset + length);
  }, text);
}
