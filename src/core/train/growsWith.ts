import type { LayerSpec, ResolvedExperiment } from '../spec/experiment.ts';
import { modelOf, type ModelSizes } from './compileModel.ts';

/** The parameters that have rows or columns for what is read, answered, or conditioned on: a model for one column more has more of them. */
export function growsWith(size: 'inputSize' | 'outputSize' | 'sourceSize' | 'contextSize', experiment: ResolvedExperiment, { inputSize, outputSize, sourceSize, contextSize, lengths }: ModelSizes): string[] {
  const sizes = { inputSize, outputSize, sourceSize, contextSize, lengths }; // of a data source, whose getters no spread would take along
  const { [size]: columns } = sizes;
  if (columns === undefined) return [];
  const free = withoutFacts(experiment);
  const [now, wider] = [sizes, { ...sizes, [size]: columns + 1 }].map(each => modelOf(free, each).parameters);
  const shapes = new Map(wider!.map(({ name, shape }) => [name, shape.join()]));
  return now!.filter(({ name, shape }) => shapes.get(name) !== shape.join()).map(({ name }) => name);
}

/** A cell of one's own is held to what the run found it to be, which is of its own width. */
function withoutFacts(experiment: ResolvedExperiment): ResolvedExperiment {
  const { model } = experiment;
  return { ...experiment, model: { ...model, layers: model.layers.map(freed), ...(model.encoder && { encoder: { ...model.encoder, layers: model.encoder.layers.map(freed) } }) } };
}

function freed<L extends Pick<LayerSpec, 'cell'>>(layer: L): L {
  if (layer.cell.kind !== 'own') return layer;
  const { facts: _, ...cell } = layer.cell;
  return { ...layer, cell };
}
