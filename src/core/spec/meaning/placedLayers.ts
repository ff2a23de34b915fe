import type { LayerSpec, ResolvedExperiment } from '../experiment.ts';
import type { Path } from '../problem.ts';

/** Every layer with its place: those of the encoder first. */
export function placedLayers({ model: { encoder, layers } }: ResolvedExperiment): { readonly layer: LayerSpec; readonly path: Path }[] {
  const placed = (each: readonly LayerSpec[], ...path: string[]) => each.map((layer, index) => ({ layer, path: [...path, index] }));
  return [...placed(encoder?.layers ?? [], 'model', 'encoder', 'layers'), ...placed(layers, 'model', 'layers')];
}
