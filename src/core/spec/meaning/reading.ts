import { cellFacts } from '../cellFacts.ts';
import { readsBackward } from '../chains.ts';
import type { LayerSpec, ResolvedExperiment } from '../experiment.ts';
import { needsOf } from '../needs.ts';
import { cellName } from '../ownCells.ts';
import { SpecError, type Path } from '../problem.ts';
import { symbolOf } from '../textUnit.ts';

/** What is predicted must not be read: the next character and the next row are among the inputs that a backward reading begins with. */
export function directionsFit({ data, model }: ResolvedExperiment): SpecError[] {
  const { sizes, ahead } = needsOf(data);
  const pairs = sizes.sourceSize !== undefined ? 'the answer, whose next character is asked for (an `encoder` may read both ways)' : undefined;
  const why = { text: data.kind === 'text' ? `the answer, the next ${symbolOf(data.unit)}` : undefined, labelled: 'the answer, the next character', series: data.kind === 'series' && data.itself && model.output === 'each' ? 'the answer, a later row of the window' : undefined, pairs, task: pairs ?? (ahead && `the answer, ${ahead}`), trees: undefined }[data.kind];
  if (why === undefined) return [];
  const advice = data.kind === 'series' ? '; with `output` "last" it may read both ways' : '';
  return model.layers.flatMap((layer, index) => (readsBackward(layer)
    ? [new SpecError(`\`direction\` is "${layer.direction}", but what reads backward has seen ${why}: use "forward", or leave it out${advice}.`, ['model', 'layers', index, 'direction'])]
    : []));
}

/** A source is read by an encoder, and an encoder reads a source. */
export function encoderFits({ data, model, training: { backpropagation, omega, readout } }: ResolvedExperiment): SpecError[] {
  const { sizes, why, supposed } = needsOf(data);
  const { encoder } = model;
  if (!encoder) return sizes.sourceSize === undefined ? [] : [new SpecError(`The model has no \`encoder\`, but ${why}: give it one, which reads the source.`, ['model'])];
  const problem = (message: string, ...path: Path) => [new SpecError(message, path)];
  if (sizes.sourceSize === undefined && !supposed) return problem(`\`encoder\` reads a source before the answer, but ${why}, and there is no source: leave it out, or take data of pairs.`, 'model', 'encoder');
  if (readout.kind !== 'gradient') return problem(`\`readout\` is "${readout.kind}", which learns the output alone, and an \`encoder\` has other parameters to learn: use "gradient", or leave it out.`, 'training', 'readout', 'kind');
  const delayed = model.layers.findIndex(knowsOnlyWhatItRead);
  if (delayed >= 0) return problem(`The cell "${cellName(model.layers[delayed]!.cell)}" knows only what it has read, so that a decoder of it cannot begin where an \`encoder\` tells it to: take another cell.`, 'model', 'layers', delayed, 'cell', 'kind');
  if (backpropagation.kind !== 'full') return problem('`backpropagation` would cut the way from an answer back to the `encoder`, from which nothing would then be learnt: use "full".', 'training', 'backpropagation');
  return omega === 0 ? [] : problem('`omega` is about one chain of states from the first step to the last, not about an `encoder` and a decoder: set `omega` to 0.', 'training', 'omega');
}

/** Whether nothing of its state is made of h⁽ᵗ⁻¹⁾, so that nobody can tell it where to begin. */
const knowsOnlyWhatItRead = ({ cell }: Pick<LayerSpec, 'cell'>): boolean => cellFacts(cell).reads !== undefined || cellFacts(cell).carries === true;

export function beamFits({ model, samples: { beam } }: ResolvedExperiment): SpecError[] {
  if (beam === 1 || model.encoder) return [];
  return [new SpecError('`beam` is how many beginnings of an answer to a source are followed, and there is no `encoder` to read one: leave it out.', ['samples', 'beam'])];
}

/** What a model is conditioned on must be in the data, and be read where it is said to be. */
export function contextFits({ data, model: { context, recurrence, layers }, training }: ResolvedExperiment): SpecError[] {
  const problem = (why: string, ...path: string[]) => [new SpecError(`\`context\` is read as "${context.as}", but ${why}`, path)];
  if (context.as === 'none') return [];
  if (data.kind !== 'labelled') return problem(`there is none in data of kind "${data.kind}": take labelled sequences, or leave \`context\` out.`, 'model', 'context', 'as');
  if (recurrence === 'output' && context.as !== 'input') return problem('the state that it would begin is not carried where `recurrence` is "output": use "input".', 'model', 'context', 'as');
  const delayed = layers.findIndex(knowsOnlyWhatItRead);
  if (delayed >= 0 && context.as !== 'input') return problem(`the cell "${cellName(layers[delayed]!.cell)}" knows only what it has read, and does not begin where it is told to: use "input", or take another cell.`, 'model', 'context', 'as');
  return training.omega === 0 ? [] : problem('`omega` is for models without one: set `omega` to 0, or leave `context` out.', 'training', 'omega');
}

export function endingFits({ data, model: { ending } }: ResolvedExperiment): SpecError[] {
  if (ending === 'symbol' || data.kind === 'labelled') return [];
  return [new SpecError(`\`ending\` is "${ending}", but what data of kind "${data.kind}" asks for does not say where it ends: take labelled sequences, or leave it out.`, ['model', 'ending'])];
}
