import type { SpectrumDiagnosis } from '../../../src/protocol/diagnostics.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { formatNumber } from '../../shared/format.ts';
import { SpectrumCanvas } from '../../shared/spectrumCanvas.tsx';
import { useTheme } from '../../shared/useTheme.ts';
import { spectrumWords } from './words.ts';

const side = 220;

/** The eigenvalues of W in the complex plane: as it was drawn, and as it drives; with leak, those of (1 − a)·I + a·W as crosses. */
export function Eigenvalues({ found, options }: { readonly found: SpectrumDiagnosis; readonly options: EchoStateOptions }) {
  const theme = useTheme();
  const { re, im, drawnRadius } = found;
  const { leakRate, spectralRadius } = options;
  const colour = (block: number): string => theme.lines[block]!;
  const back = drawnRadius === undefined || spectralRadius === 0 ? undefined : drawnRadius / spectralRadius;
  const leaky = { label: 'with leak', re: re.map((real) => 1 - leakRate + leakRate * real), im: im.map((each) => leakRate * each) };
  return (
    <>
      <p>{spectrumWords(found, options)}</p>
      <div class="planes">
        {back !== undefined && (
          <figure>
            <SpectrumCanvas blocks={[{ label: 'drawn', re: re.map((real) => real * back), im: im.map((each) => each * back) }]} theme={theme} colour={colour} side={side} label={`Eigenvalues before scaling; the largest |λ| is ${formatNumber(drawnRadius!)}.`} />
            <figcaption class="muted">as drawn</figcaption>
          </figure>
        )}
        <figure>
          <SpectrumCanvas blocks={[{ label: 'W', re, im }, ...(leakRate < 1 ? [leaky] : [])]} theme={theme} colour={colour} crosses side={side} label={`Eigenvalues of W in the complex plane, with the unit circle; the largest |λ| is ${formatNumber(spectralRadius)}.`} />
          <figcaption class="muted">{back === undefined ? 'W' : 'W, scaled'}{leakRate < 1 && '; × with leak'}</figcaption>
        </figure>
      </div>
    </>
  );
}
