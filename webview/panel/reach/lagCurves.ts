import type { ChainJacobians, Matrix, ProbeRecord, Spectrum } from '../../../src/core/train/records.ts';
import { seen } from './curves.ts';
import type { Curve } from './curves.ts';
import { lineColours } from '../../shared/theme.ts';

/** In the order in which they are drawn, each with a dash of its own. */
const kinds = { gradient: 0, jacobian: 1, largest: 2, median: 3 };

/**
 * How far back a gradient reaches, over the lag k: ‖∂L/∂h⁽τ⁻ᵏ⁾‖ beside that at the last step, where the one answer comes after the last
 * step; and where they were measured ‖∂h⁽τ⁾/∂h⁽τ⁻ᵏ⁾‖ and the powers of W's eigenvalues. All begin at 1.
 */
export function lagCurves({ values, targets, tau, children, jacobians }: ProbeRecord): Curve[] {
  const oneAnswer = targets.length === 1 && tau > 1 && children === undefined;
  const gradients = oneAnswer ? Object.keys(values).filter((name) => /^layers\.\d+\.d[hg]$/.test(name)) : [];
  const chains = jacobians?.chains ?? [];
  return [
    ...gradients.flatMap((name, i) => curve('gradient', i, gradients.length, name, gradientNorms(values[name]!, name.endsWith('.dg')), '‖∂L/∂h⁽τ⁻ᵏ⁾‖, relative')),
    ...chains.flatMap((chain, i) => [
      ...curve('jacobian', i, chains.length, chain.chain, [0, ...chain.logNorms], `‖∂${letterOf(chain)}⁽τ⁾/∂${letterOf(chain)}⁽τ⁻ᵏ⁾‖`),
      ...curve('largest', i, chains.length, chain.chain, powers(chain, 'largest'), '|λ|ᵏ, the largest of W'),
      ...curve('median', i, chains.length, chain.chain, powers(chain, 'median'), '|λ|ᵏ, the median of W'),
    ]),
  ];
}

/** Singular values of ∂h⁽ᵗ⁾/∂h⁽ᵗ⁻¹⁾, the largest first: one line for each t. */
export function singularCurves({ jacobians }: ProbeRecord): Curve[] {
  const chains = jacobians?.chains ?? [];
  return chains.flatMap(({ chain, singularValues }, i) => singularValues.map(({ t, values }, dash) => (
    { label: `${chains.length > 1 ? `${chain} ` : ''}t = ${t + 1}`, logs: values.map((value) => seen(Math.log10(value))), colour: (dash + i) % lineColours.length, dash })));
}

/** h, or s where more is carried than that. */
export const letterOf = ({ state }: Pick<ChainJacobians, 'state'>): string => (state.length === 1 ? 'h' : 's');

function curve(kind: keyof typeof kinds, index: number, count: number, name: string, logs: readonly number[], label: string): Curve[] {
  const drawn = logs.map(seen);
  if (drawn.filter((log) => log !== null).length < 2) return [];
  const owner = count > 1 ? `${name.replace(/\.d[hg]$/, '')} ` : '';
  return [{ label: owner + label, logs: drawn, colour: (kinds[kind] + index) % lineColours.length, dash: kinds[kind] }];
}

/** log₁₀ of the norm of each row beside that of the row that is read last; none where that is zero. */
function gradientNorms({ shape: [rows, n], data }: Matrix, backward: boolean): number[] {
  const norms = Array.from({ length: rows! }, (_, t) => Math.log10(Math.hypot(...data.subarray(t * n!, (t + 1) * n!))));
  if (!backward) norms.reverse();
  return Number.isFinite(norms[0]) ? norms.map((norm) => norm - norms[0]!) : [];
}

function powers({ W, logNorms }: ChainJacobians, which: 'largest' | 'median'): number[] {
  const sizes = W ? absolute(W) : [];
  const size = sizes[which === 'largest' ? 0 : sizes.length >> 1];
  return size === undefined || size === 0 ? [] : Array.from({ length: logNorms.length + 1 }, (_, k) => k * Math.log10(size));
}

/** |λ| of every eigenvalue, the largest first. */
const absolute = ({ re, im }: Spectrum): number[] => re.map((real, i) => Math.hypot(real, im[i]!)).sort((one, other) => other - one);
