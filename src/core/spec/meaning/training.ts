import { cellFacts } from '../cellFacts.ts';
import { isDeep, isOfTrees, readsBackward } from '../chains.ts';
import type { ResolvedExperiment } from '../experiment.ts';
import { cellName } from '../ownCells.ts';
import { predictsLength, readsContext, readsOutput } from '../ownOutput.ts';
import { SpecError } from '../problem.ts';
import { unplanned } from '../unplanned.ts';
import { formatNumber } from '../wording.ts';

export function warmupFits({ training: { schedule, steps } }: ResolvedExperiment): SpecError[] {
  if (schedule.warmup < steps) return [];
  const message = `\`warmup\` of ${formatNumber(schedule.warmup)} steps is not over when training ends at step ${formatNumber(steps)}.`;
  return [new SpecError(message, ['training', 'schedule', 'warmup'], 'warning')];
}

export function startFits({ training: { startFrom } }: ResolvedExperiment): SpecError[] {
  if (!startFrom || /\.safetensors$/i.test(startFrom.file)) return [];
  return [new SpecError(`${startFrom.file} is no checkpoint: the name of one ends in .safetensors.`, ['training', 'startFrom', 'file'])];
}

/** Ω is about the Jacobian from h to h: of a cell that carries more than h it would see a part. */
export function omegaFits({ model, training: { omega, tau } }: ResolvedExperiment): SpecError[] {
  if (omega === 0) return [];
  if (tau === 1) return [new SpecError('`omega` needs at least two time steps between which a gradient flows, but `tau` is 1.', ['training', 'omega'])];
  const index = model.layers.findIndex(layer => !cellFacts(layer.cell).onlyH || cellFacts(layer.cell).fixed || isOfTrees(layer) || readsBackward(layer) || isDeep(layer));
  if (index < 0) return [];
  const { cell, direction } = model.layers[index]!;
  const problem = (message: string, ...field: string[]) => [new SpecError(message, ['model', 'layers', index, ...field])];
  if (cellFacts(cell).fixed) return problem(`\`omega\` is about learning W, but the weights of the cell "${cellName(cell)}" are never learnt: set \`omega\` to 0, or take another cell.`, 'cell', 'kind');
  if (isOfTrees(model.layers[index]!)) return problem(`\`omega\` is about the way from step to step, and the cell "${cellName(cell)}" goes from children to their parent: set \`omega\` to 0.`, 'cell', 'kind');
  if (!cellFacts(cell).onlyH) return problem(`\`omega\` is for cells whose whole state is h; the cell "${cellName(cell)}" carries more: set \`omega\` to 0, or take another cell.`, 'cell', 'kind');
  if (direction !== 'forward') return problem(`\`omega\` is about the way from h⁽ᵗ⁾ back to h⁽ᵗ⁻¹⁾, but \`direction\` is "${direction}": set \`omega\` to 0, or use "forward".`, 'direction');
  return problem('`omega` is about the way from h⁽ᵗ⁾ straight back to h⁽ᵗ⁻¹⁾, without layers between: set `omega` to 0, or leave `depth` out.', 'depth');
}

/** What is measured is the one way from s⁽ᵗ⁻¹⁾ to s⁽ᵗ⁾ of a chain that reads what is below it, and nothing else. */
export function jacobiansFit({ model, training: { jacobians } }: ResolvedExperiment): SpecError[] {
  if (!jacobians) return [];
  const problem = (why: string) => [new SpecError(`\`jacobians\` are those from one state to the next, but ${why}: leave it out.`, ['training', 'jacobians'])];
  if (model.encoder) return problem('an `encoder` and a decoder have two chains of them, one after the other');
  if (readsOutput(model)) return problem('a model that reads its own output goes on by that as well (`recurrence`)');
  if (readsContext(model) || predictsLength(model)) return problem(`what the first layer reads besides x (\`${readsContext(model) ? 'context' : 'ending'}\`) is not looked at`);
  const other = model.layers.find(({ cell }) => Object.keys(cellFacts(cell).recurrent).length === 0 && !cellFacts(cell).mixed?.length);
  return other ? problem(`the cell "${cellName(other.cell)}" ${isOfTrees(other) ? 'goes from children to their parent' : 'has no matrix between them'}`) : [];
}

/** A loss would not reach back to the step it is of; the state of a chain that reads backward would come from a segment not yet read. */
export function truncationFits({ model, training: { backpropagation, omega } }: ResolvedExperiment): SpecError[] {
  if (backpropagation.kind === 'full') return [];
  const backward = model.layers.findIndex(readsBackward);
  if (backward >= 0) return [new SpecError(`\`direction\` is "${model.layers[backward]!.direction}", but what reads backward begins in the future, which \`backpropagation\` cuts off: use "forward", or \`backpropagation\` "full".`, ['model', 'layers', backward, 'direction'])];
  const ofTrees = model.layers.findIndex(isOfTrees);
  if (ofTrees >= 0) return [new SpecError(`The cell "${cellName(model.layers[ofTrees]!.cell)}" needs whole trees, which \`backpropagation\` would cut: use \`backpropagation\` "full", or leave it out.`, ['training', 'backpropagation'])];
  const { k1, k2 } = backpropagation;
  if (k2 < k1) return [new SpecError(`\`k2\` is ${formatNumber(k2)}, less than \`k1\` (${formatNumber(k1)}): the first of ${formatNumber(k1)} losses would flow back to nothing.`, ['training', 'backpropagation', 'k2'])];
  if (omega === 0) return [];
  return [new SpecError('`omega` is about the way of a gradient through the whole window, which `backpropagation` cuts: leave one of them out.', ['training', 'omega'])];
}

export function engineFits({ engine, device, model, training }: ResolvedExperiment): SpecError[] {
  if (engine !== 'planned') return [];
  const obstacle = unplanned({ model, training });
  if (obstacle !== undefined) return [new SpecError(`\`engine\` is "planned", but there is no planned kernel for ${obstacle}: use "auto" or "tfjs", or leave it out.`, ['engine'])];
  if (device === 'auto' || device === 'wasm') return [];
  return [new SpecError(`\`engine\` is "planned", which computes in WebAssembly, but \`device\` is "${device}": leave one of them out.`, ['engine'])];
}
