import type { CellSpec, RecurrentInitialiser } from './experiment.ts';
import type { CellTemplate } from './newCell.ts';

/** How a built-in cell is written as a person's own. */
export interface CellOrigin {
  readonly from: CellTemplate;
  /** What of the template's text is another here. */
  readonly changes: readonly Change[];
  /** Where the template is only the nearest: what the other cell has and it does not, as a sentence ends. */
  readonly without?: string;
}

type Change = readonly [text: string, other: string];

/** The template of a cell with its options, or the nearest; undefined where none is near: why not says `cannotBeOwn`. */
export function originOf(cell: CellSpec): CellOrigin | undefined {
  const of = (from: CellTemplate, changes: readonly Change[] = [], without?: string): CellOrigin => {
    const start = 'recurrentInitialiser' in cell ? startOf(cell.recurrentInitialiser, from === 'relu' ? 'identity' : 'orthogonal') : [];
    const missing = without ?? ('recurrentInitialiser' in cell && cell.recurrentInitialiser === 'nearCritical' ? 'W that begins as a reservoir does ("nearCritical")' : undefined);
    return { from, changes: [...changes, ...start], ...(missing !== undefined && { without: missing }) };
  };
  switch (cell.kind) {
    case 'tanh': case 'relu': case 'minimalGated': return of(cell.kind);
    case 'leaky':
      if (cell.learnAlpha) return of('leaky', [], 'α that is learnt');
      return cell.alpha.kind === 'same' ? of('leaky', [['alpha = 0.9', `alpha = ${cell.alpha.value}`], ['"alpha": 0.95', `"alpha": ${cell.alpha.value}`]]) : of('leaky', [], 'an α of its own for each unit ("spread")');
    case 'gru': return of(cell.reset === 'after' ? 'gru' : 'gruBefore');
    case 'lstm': return of('lstm', biases(cell, [0, 1, 0, 0], [-1, 1, 0, 0]));
    case 'peepholeLstm': return of('peepholeLstm', biases(cell, [0, 1, 0, 0], [-1, 1, 0, 0]));
    case 'coupledLstm': return of('coupledLstm', biases(cell, [1, 0, 0], [1, 0, 0]));
    case 'layerNormLstm': return of('layerNormLstm', biases(cell, [0, 1, 0, 0], [-1, 1, 0, 0]));
    case 'skip': return of('skip', [...(cell.delay === 2 ? [] : [['delay: d = 2', `delay: d = ${cell.delay}`]] as const), ...(cell.connections === 'skip' ? withoutW : [])]);
    case 'clockwork': return of('tanh', [], 'modules with clocks of their own');
    case 'timeDelay': return of('skip', [], 'a window on x alone: it reads h of two steps');
    case 'own': case 'reservoir': case 'perPosition': case 'recursive': case 'treeLstm': case 'ntm': case 'memory': return undefined;
  }
}

/** Why a cell of one's own cannot take the place of a built-in one, as a sentence; undefined where it can. */
export function cannotBeOwn({ kind }: CellSpec): string | undefined {
  switch (kind) {
    case 'recursive': case 'treeLstm': return `The cell "${kind}" follows trees, and a cell of your own goes from step to step: begin with "tanh" or "lstm", on the tree read as a chain.`;
    case 'reservoir': return 'A reservoir is drawn and never learnt, and its readout is solved for: the nearest to begin with is "leaky", whose parameters take `fixed: true`.';
    case 'ntm': case 'memory': return `The cell "${kind}" has a memory beside h, for which there is nothing to begin with: take "lstm", whose \`state\` shows how an entry more is carried.`;
    case 'perPosition': return 'The cell "perPosition" is no recurrent cell: take "blank", whose step knows its t.';
    default: return undefined;
  }
}

/** Where the skip is the only connection: of the cell, and of the test beside it. */
const withoutW: readonly Change[] = [
  [' + h⁽ᵗ⁻¹⁾·W', ''], ['    W: { shape: [n, n], initialiser: \'orthogonal\' },\n', ''], ['{ U, W, S, b }', '{ U, S, b }'], ['add(matMul(before, W), matMul(earlier, S))', 'matMul(earlier, S)'],
  [' is read as well, through a matrix of its own', ' is read, and not that of the step before'], [' W: [[-0.8]],', ''], [' + 0.2 * -0.8', ''],
];

/** W that begins in another way than the template's. */
function startOf(kind: RecurrentInitialiser, usual: string): readonly Change[] {
  if (kind === usual || kind === 'nearCritical') return [];
  const [whole, part] = [`initialiser: '${usual}'`, kind === 'uniform' ? 'initialiser: { kind: \'uniform\', limit: 1 / Math.sqrt(n) }' : `initialiser: '${kind}'`];
  return [[whole, part]];
}

/** b that begins in another way. @param usual the template's @param signs of chrono */
function biases({ forgetBias, chrono }: { readonly forgetBias: number; readonly chrono: number }, usual: readonly number[], signs: readonly number[]): readonly Change[] {
  const text = `{ kind: 'constant', values: [${usual.join(', ')}] }`;
  if (chrono > 0) return [[text, `{ kind: 'chrono', longest: ${chrono}, signs: [${signs.join(', ')}] }`], ['what is there is kept at first: b_f = 1', 'memories of all lengths at first']];
  if (forgetBias === 1) return [];
  return [[text, `{ kind: 'constant', values: [${usual.map(value => value * forgetBias).join(', ')}] }`], ['b_f = 1', `b_f = ${forgetBias}`]];
}
