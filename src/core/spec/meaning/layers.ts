import { cellFacts } from '../cellFacts.ts';
import { isOfTrees } from '../chains.ts';
import type { ResolvedExperiment } from '../experiment.ts';
import { waitsForOutput } from '../fused.ts';
import { needsOf } from '../needs.ts';
import { cellName } from '../ownCells.ts';
import { readsContext } from '../ownOutput.ts';
import { placesFit } from '../placesFit.ts';
import { SpecError } from '../problem.ts';
import { formatNumber } from '../wording.ts';
import { placedLayers } from './placedLayers.ts';

/** A cell of trees needs a tree to go along, from children to parents, with a place for each child. */
export function treesFit(experiment: ResolvedExperiment): SpecError[] {
  const { trees } = needsOf(experiment.data);
  return placedLayers(experiment).flatMap(({ layer, path }) => {
    if (!isOfTrees(layer)) return [];
    const { cell, direction, depth } = layer;
    const problem = (message: string, ...field: string[]) => [new SpecError(message, [...path, ...field])];
    if (!trees) return problem(`The cell "${cellName(cell)}" goes along the branches of trees, and this data has none: use data of kind "trees" or the task "listOps", or a cell that reads sequences.`, 'cell', 'kind');
    if (direction !== 'forward') return problem(`\`direction\` is "${direction}", but the cell "${cellName(cell)}" goes from children to their parent, which is one way: use "forward", or leave it out.`, 'direction');
    if (depth.hidden > 0) return problem(`\`hidden\` puts layers between one step and the next, but the cell "${cellName(cell)}" goes from children to their parent: leave \`hidden\` out.`, 'depth', 'hidden');
    return placesFit(cell, trees.arity).flatMap((message) => problem(message, 'cell', 'arity'));
  });
}

export function depthFits(experiment: ResolvedExperiment): SpecError[] {
  return placedLayers(experiment).flatMap(({ layer: { cell, depth: { hidden, skip } }, path }) => {
    const problem = (message: string, field: string) => [new SpecError(message, [...path, 'depth', field])];
    if (cellFacts(cell).children && hidden > 0) return [];
    if (hidden === 0) return skip ? problem('`skip` goes past the layers of `hidden`, and there are none: set `hidden` to 1 or more, or leave `skip` out.', 'skip') : [];
    const { shallow } = cellFacts(cell);
    if (shallow === undefined) return [];
    return problem(`\`hidden\` puts layers between h⁽ᵗ⁻¹⁾ and h⁽ᵗ⁾, but the cell "${cellName(cell)}" ${shallow}: leave \`hidden\` out, or take another cell.`, 'hidden');
  });
}

/** A connection that reaches further back than a window reads what was before it, which is nothing but of a text or where something else makes the first states. */
export function delaysFit(experiment: ResolvedExperiment): SpecError[] {
  const { tau } = experiment.training;
  return placedLayers(experiment).flatMap(({ layer: { cell }, path }) => {
    const { recurrent, reads = [] } = cellFacts(cell);
    const longest = Math.max(1, ...Object.values(recurrent), ...reads);
    if (longest === 1 || longest < tau) return [];
    const comes = experiment.data.kind === 'text' ? 'reads what is carried over from the window before, and no gradient flows back through it'
      : begins(experiment, path.includes('encoder')) && !reads.includes(longest) ? 'reads nothing but first states' : 'learns nothing';
    const message = `The cell reads ${reads.includes(longest) ? 'x' : 'h'} from ${formatNumber(longest)} steps before, but a window has only ${formatNumber(tau)} (\`tau\`): that connection ${comes}.`;
    return [new SpecError(message, [...path, 'cell'], 'warning')];
  });
}

/** Whether something makes the first states of a layer: a context, or to a decoder its encoder. */
const begins = ({ model }: ResolvedExperiment, ofEncoder: boolean): boolean =>
  (readsContext(model) && model.context.as !== 'input') || (!ofEncoder && model.encoder !== undefined && model.encoder.as !== 'input');

/** What is dropped is the same at every step, which only a matrix between two steps bears. */
export function dropoutFits(experiment: ResolvedExperiment): SpecError[] {
  const { model, training: { omega } } = experiment;
  return placedLayers(experiment).flatMap(({ layer: { cell, dropout }, path }) => {
    if (dropout === 0) return [];
    const problem = (message: string) => [new SpecError(message, [...path, 'dropout'])];
    if (model.recurrence !== 'hidden') return problem(`\`recurrence\` is "${model.recurrence}", and what goes step by step by way of the output is not dropped: leave \`dropout\` out, or use "hidden".`);
    if (model.encoder?.attention) return problem('A model with attention goes step by step, and its connections are not dropped: leave `dropout` out.');
    if (waitsForOutput(experiment) && !path.includes('encoder')) return problem('A decoder that reads its own output (`teacherForcing`) goes step by step, and its connections are not dropped: leave `dropout` out, or always give it the target.');
    const { whole } = cellFacts(cell);
    if (whole !== undefined) return problem(`\`dropout\` takes the same units out of h at every step, but the cell "${cellName(cell)}" ${whole}: leave \`dropout\` out, or take another cell.`);
    return omega > 0 ? problem('`omega` is about the whole way from h⁽ᵗ⁾ back to h⁽ᵗ⁻¹⁾, of which `dropout` takes a part away: leave one of them out.') : [];
  });
}
