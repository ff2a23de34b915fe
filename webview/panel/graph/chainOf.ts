import type { ResolvedExperiment } from '../../../src/core/spec/experiment.ts';

/** The first chain whose cell is that of a file, `layers.0`, `encoder.layers.1.forward`; undefined where none is. */
export function chainOf({ model: { encoder, layers } }: ResolvedExperiment, file: string): string | undefined {
  const all = [...layers.map((layer, i) => ({ layer, name: `layers.${i}` })), ...(encoder?.layers ?? []).map((layer, i) => ({ layer, name: `encoder.layers.${i}` }))];
  const found = all.find(({ layer: { cell } }) => cell.kind === 'own' && cell.file === file);
  return found && `${found.name}${found.layer.direction === 'both' ? '.forward' : ''}`;
}
