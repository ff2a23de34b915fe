import type { Spectrum } from '../../../src/protocol/preview.ts';
import { useTheme } from '../../shared/useTheme.ts';
import { formatNumber } from '../../shared/format.ts';
import { spectralRadius } from '../../shared/spectralRadius.ts';
import { SpectrumCanvas } from '../../shared/spectrumCanvas.tsx';
import type { Problem } from '../state.ts';

/** Eigenvalues of a recurrent matrix against the unit circle: beyond it a state grows from step to step, within it fades. */
export function SpectrumSection({ spectrum }: { spectrum: Spectrum | Problem | undefined }) {
  return (
    <figure class="spectrum">
      <figcaption><h3>Eigenvalues</h3></figcaption>
      {!spectrum && <p class="muted" role="status">Computing…</p>}
      {spectrum && 'problem' in spectrum && <p class="muted">{spectrum.problem}</p>}
      {spectrum && 'blocks' in spectrum && <Blocks blocks={spectrum.blocks} />}
    </figure>
  );
}

function Blocks({ blocks }: Pick<Spectrum, 'blocks'>) {
  const theme = useTheme();
  const colour = (index: number) => theme.lines[index % theme.lines.length]!;
  const radii = blocks.map((block) => `${block.label} ${formatNumber(spectralRadius(block))}`);
  return (
    <>
      <SpectrumCanvas blocks={blocks} theme={theme} colour={colour} label={`Eigenvalues on the complex plane. Spectral radius: ${radii.join(', ')}.`} />
      <table class="radii">
        <caption class="visually-hidden">Spectral radius of each block</caption>
        <tbody>
          {blocks.map((block, index) => (
            <tr key={block.label}>
              <th scope="row"><span class="swatch" style={{ background: colour(index) }} aria-hidden="true" /> {block.label}</th>
              <td class="number">spectral radius {formatNumber(spectralRadius(block))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
