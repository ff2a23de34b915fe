import { useEffect } from 'preact/hooks';
import type { TensorEntry } from '../../../src/protocol/preview.ts';
import { formatBytes, formatCount } from '../../shared/format.ts';
import type { PreviewHost } from '../host.ts';
import type { Action, PreviewState } from '../state.ts';
import { HeatMapSection } from './heatMapSection.tsx';
import { hasSpectrum } from './recurrent.ts';
import { SpectrumSection } from './spectrumSection.tsx';
import { StatisticsSection } from './statisticsSection.tsx';

interface Props {
  readonly tensor: TensorEntry;
  readonly state: PreviewState;
  readonly dispatch: (action: Action) => void;
  readonly host: PreviewHost;
}

/** Everything about one tensor. */
export function Details({ tensor, state, dispatch, host }: Props) {
  const { name, dtype, shape, count, bytes } = tensor;
  const spectral = hasSpectrum(tensor);
  useEffect(() => {
    if (count > 1) host.post({ type: 'heatMap', name });
    if (spectral) host.post({ type: 'spectrum', name });
  }, [state.header]);
  return (
    <section class="details" aria-label={`Details of ${name}`} tabIndex={0}>
      <div class="title">
        <h2>{name}</h2>
        <button type="button" aria-label="Close details" onClick={() => dispatch({ type: 'select', name: undefined })}>Close</button>
      </div>
      <p class="muted">{dtype} [{shape.join(', ')}], {formatCount(count)} {count === 1 ? 'element' : 'elements'}, {formatBytes(bytes)}</p>
      {count === 0 ? <p>This tensor has no elements.</p> : <StatisticsSection tensor={tensor} statistics={state.statistics.get(name)} />}
      {count > 1 && <HeatMapSection heatMap={state.heatMap} shape={shape} />}
      {spectral && <SpectrumSection spectrum={state.spectrum} />}
    </section>
  );
}
