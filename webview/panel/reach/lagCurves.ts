import type { ChainJacobians, Matrix, ProbeRecord, Spectrum } from '../../../src/core/train/records.ts';
import { points, seen, stroked } from './curves.ts';
import type { Curve } from './curves.ts';

type Bare = Pick<Curve, 'label' | 'logs'>;

/**
 * How far back a gradient reaches, over the lag k: ‖∂L/∂h⁽τ⁻ᵏ⁾‖ beside that at the last step, where the one answer comes after the last
 * step; and where they were measured the largest singular value of ∂h⁽τ⁾/∂h⁽τ⁻ᵏ⁾ and the powers of W's eigenvalues. All begin at 1.
 * Where back-propagation is truncated, the whole gradient is beside the one that is cut.
 */
export function lagCurves({ values, targets, tau, children, jacobians }: ProbeRecord): Curve[] {
  const oneAnswer = targets.length === 1 && tau > 1 && children === undefined;
  const gradients = oneAnswer ? Object.keys(values).filter((name) => /^layers\.\d+\.d[hg](Whole)?$/.test(name)) : [];
  const count = gradients.filter((name) => !name.endsWith('Whole')).length;
  const chains = jacobians?.chains ?? [];
  const curves = [
    ...gradients.flatMap((name) => curve(count, name, gradientNorms(values[name]!, readsBackward(name)), `‖∂L/∂${readsBackward(name) ? 'g⁽¹⁺ᵏ⁾' : 'h⁽τ⁻ᵏ⁾'}‖${name.endsWith('Whole') ? ' uncut' : ''}, relative`)),
    ...chains.flatMap((chain) => [
      ...curve(chains.length, chain.chain, [0, ...chain.logNorms], `σ₁ of ∂${letterOf(chain)}⁽τ⁾/∂${letterOf(chain)}⁽τ⁻ᵏ⁾`),
      ...curve(chains.length, chain.chain, powers(chain, 'largest'), '|λ|ᵏ, the largest of W'),
      ...curve(chains.length, chain.chain, powers(chain, 'median'), '|λ|ᵏ, the median of W'),
    ]),
  ];
  return chains.length > 0 || curves.some((each) => points(each) > 1) ? stroked(curves) : [];
}

/** Whether a gradient is that of a state which reads backward: g. */
const readsBackward = (name: string): boolean => /\.dg/.test(name);

/** The first lag at which less than a thousandth is left, in a sentence for each curve that is measured. */
export function horizons(curves: readonly Curve[]): string {
  return curves.filter(({ label }) => label.includes('∂')).map(({ label, logs }) => {
    const lag = logs.findIndex((log) => log === null || log < -3);
    return `${label}: ${lag < 0 ? `more than a thousandth at k = ${logs.length - 1}` : `less than a thousandth from k = ${lag} on`}.`;
  }).join(' ');
}

/** Singular values of ∂h⁽ᵗ⁾/∂h⁽ᵗ⁻¹⁾, the largest first: one line for each t. */
export function singularCurves({ jacobians }: ProbeRecord): Curve[] {
  const chains = jacobians?.chains ?? [];
  return stroked(chains.flatMap(({ chain, singularValues }) => singularValues.map(({ t, values }) => (
    { label: `${chains.length > 1 ? `${chain} ` : ''}t = ${t + 1}`, logs: values.map((value) => seen(Math.log10(value))) }))));
}

/** h, or s where more is carried than that. */
export const letterOf = ({ state }: Pick<ChainJacobians, 'state'>): string => (state.length === 1 ? 'h' : 's');

function curve(count: number, name: string, logs: readonly number[], label: string): Bare[] {
  if (logs.length === 0) return [];
  return [{ label: `${count > 1 ? `${name.replace(/\.d[hg](Whole)?$/, '')} ` : ''}${label}`, logs: logs.map(seen) }];
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
