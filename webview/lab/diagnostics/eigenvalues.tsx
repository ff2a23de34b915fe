import { useMemo } from 'preact/hooks';
import type { SpectrumDiagnosis } from '../../../src/protocol/diagnostics.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { layersOf } from '../../../src/protocol/reservoirLayers.ts';
import { formatNumber } from '../../shared/format.ts';
import { Sentence } from '../../shared/sentence.tsx';
import { SpectrumCanvas } from '../../shared/spectrumCanvas.tsx';
import { useTheme } from '../../shared/useTheme.ts';
import { effectiveRadius, ofLayer, spectrumWords, withLeak } from './words.ts';

const side = 220;

/** The eigenvalues of W of a layer in the complex plane: as it was drawn, and as it drives; with leak, those of (1 − a)·I + a·W as crosses. */
export function Eigenvalues({ found, options, layer }: { readonly found: SpectrumDiagnosis; readonly options: EchoStateOptions; readonly layer: number }) {
  const theme = useTheme();
  const { re, im, drawnRadius } = found;
  const { leakRate, spectralRadius } = layersOf(options)[layer]!;
  const colour = (block: number): string => theme.lines[block]!;
  const back = drawnRadius === undefined || spectralRadius === 0 ? undefined : drawnRadius / spectralRadius;
  const drawn = useMemo(() => [{ label: 'drawn', re: re.map((real) => real * back!), im: im.map((each) => each * back!) }], [found, back]);
  const scaled = useMemo(() => [{ label: 'W', re, im }, ...(leakRate < 1 ? [{ label: 'with leak', ...withLeak(found, leakRate) }] : [])], [found, leakRate]);
  return (
    <>
      <p><Sentence text={spectrumWords(found, options, layer)} /></p>
      <div class="planes">
        {back !== undefined && (
          <figure>
            <SpectrumCanvas blocks={drawn} theme={theme} colour={colour} side={side} label={`Eigenvalues of W${ofLayer(options, layer)} before scaling; the largest |λ| is ${formatNumber(drawnRadius!)}.`} />
            <figcaption class="muted">as drawn</figcaption>
          </figure>
        )}
        <figure>
          <SpectrumCanvas blocks={scaled} theme={theme} colour={colour} crosses side={side} label={`Eigenvalues of W${ofLayer(options, layer)} in the complex plane, with the unit circle; the largest |λ| is ${formatNumber(effectiveRadius(found, 1))}${leakRate < 1 ? `, with leak ${formatNumber(effectiveRadius(found, leakRate))}` : ''}.`} />
          <figcaption class="muted">{back === undefined ? 'W' : 'W, scaled'}{leakRate < 1 && '; × with leak'}</figcaption>
        </figure>
      </div>
    </>
  );
}
