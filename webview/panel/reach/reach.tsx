import { useMemo } from 'preact/hooks';
import type { ChainJacobians, ProbeRecord } from '../../../src/core/train/records.ts';
import { formatCount, formatNumber } from '../../shared/format.ts';
import { spectralRadius } from '../../shared/spectralRadius.ts';
import { SpectrumCanvas } from '../../shared/spectrumCanvas.tsx';
import { useTheme } from '../../shared/useTheme.ts';
import type { PanelState } from '../store.ts';
import { useSelected } from '../useStore.ts';
import { CurvePlot } from './curvePlot.tsx';
import { horizons, lagCurves, letterOf, singularCurves } from './lagCurves.ts';

const probeOf = (state: PanelState) => state.probe;
const planeSide = 200;

/** How far back a gradient reaches (section 10.7), of the sequence looked at; and what its Jacobians are, where they are measured. */
export function Reach() {
  const probe = useSelected(probeOf);
  const lag = useMemo(() => (probe ? lagCurves(probe) : []), [probe]);
  if (!probe || lag.length === 0) return null;
  return (
    <section class="reach" aria-label="How far back a gradient reaches">
      <h2>How far back a gradient reaches</h2>
      <div class="curves">
        <CurvePlot id="lag" title="Gradient against lag" count="k" first={0} curves={lag} summary={horizons(lag)} />
        {probe.jacobians && <Spectra probe={probe} chains={probe.jacobians.chains} step={probe.jacobians.step} />}
      </div>
      {probe.jacobians && <p class="muted">{held(probe.jacobians.step, probe.step, probe.jacobians.chains)}</p>}
    </section>
  );
}

/** What the curves are of, and what is held fixed in them. */
function held(measured: number, looked: number, chains: readonly ChainJacobians[]): string {
  const wide = chains.find(({ state }) => state.length > 1);
  const letters = wide ? ` s is ${wide.state.join(' and ')} together, while ∂L/∂h holds the others fixed.` : '';
  return `σ₁ is the largest singular value. Jacobians of step ${formatCount(measured)}${looked === measured ? '' : `, ‖∂L/∂h‖ of step ${formatCount(looked)}`}; what a layer reads is held fixed in them.${letters}`;
}

function Spectra({ probe, chains, step }: { probe: ProbeRecord; chains: readonly ChainJacobians[]; step: number }) {
  const singular = useMemo(() => singularCurves(probe), [probe]);
  if (singular.length === 0) return null;
  const letters = new Set(chains.map(letterOf));
  const letter = letters.size === 1 ? [...letters][0]! : 's';
  return (
    <>
      <CurvePlot id="singularValues" title={`Singular values of ∂${letter}⁽ᵗ⁾/∂${letter}⁽ᵗ⁻¹⁾`} count="i" first={1} curves={singular} />
      {chains.filter(({ J, W }) => J.re.length + (W?.re.length ?? 0) > 0).map((chain) => <Plane key={chain.chain} chain={chain} of={chains.length > 1 ? chain.chain : ''} step={step} />)}
    </>
  );
}

/** Eigenvalues of J at the last step, and of W, against the unit circle. */
function Plane({ chain: { J, W }, of, step }: { chain: ChainJacobians; of: string; step: number }) {
  const theme = useTheme();
  const blocks = useMemo(() => [{ label: `J⁽ᵗ⁾, t = ${J.t + 1}`, ...J }, ...(W ? [{ label: 'W', ...W }] : [])].map(({ label, re, im }) => ({ label, re: [...re], im: [...im] })), [J, W]);
  const colour = (index: number) => theme.lines[index]!;
  const radii = blocks.map((block) => `${block.label} ${formatNumber(spectralRadius(block))}`);
  return (
    <figure class="plane">
      <figcaption><h3>{of} Eigenvalues <span class="muted">of step {formatCount(step)}</span></h3></figcaption>
      <SpectrumCanvas blocks={blocks} theme={theme} colour={colour} side={planeSide} crosses label={`Eigenvalues on the complex plane. Spectral radius: ${radii.join(', ')}.`} />
      <p class="readout">
        {blocks.map((block, index) => (
          <span key={block.label} class="entry"><span style={{ color: colour(index) }} aria-hidden="true">{index === 0 ? '●' : '×'}</span>{block.label}, largest |λ| <b class="tabular">{formatNumber(spectralRadius(block))}</b></span>
        ))}
      </p>
    </figure>
  );
}
