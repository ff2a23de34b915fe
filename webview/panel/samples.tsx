import type { PredictionSample, SampleRecord, TextSample } from '../../src/core/train/records.ts';
import { formatCount } from '../shared/format.ts';
import { PredictionPlot } from './plots/predictionPlot.tsx';
import type { PanelState } from './store.ts';
import { useSelected } from './useStore.ts';

const samplesOf = (state: PanelState) => state.samples;
const shownTexts = 20;

/** What the model writes, newest first, or what it predicts now. */
export function Samples() {
  const samples = useSelected(samplesOf);
  const latest = samples.at(-1);
  return (
    <section class="samples" aria-label="Samples">
      <h2>{latest?.kind === 'prediction' ? 'Prediction and target' : 'Samples'}</h2>
      {latest === undefined && <p class="muted">What the model writes or predicts appears here, again and again while it learns.</p>}
      {latest?.kind === 'prediction'
        ? <Prediction sample={latest} />
        : texts(samples).map((sample) => <Text key={`${sample.step} ${sample.text}`} sample={sample} />)}
    </section>
  );
}

function texts(samples: readonly SampleRecord[]): TextSample[] {
  return samples.filter((sample): sample is TextSample => sample.kind === 'text').slice(-shownTexts).reverse();
}

function Text({ sample }: { sample: TextSample }) {
  return (
    <article class="sample" data-step={sample.step}>
      <h3 class="muted">step {formatCount(sample.step)} · temperature {sample.temperature}</h3>
      <pre tabIndex={0}><span class="prime" title="What the model was given to read">{sample.prime}</span>{sample.text}</pre>
    </article>
  );
}

function Prediction({ sample }: { sample: PredictionSample }) {
  return (
    <article class="sample" data-step={sample.step}>
      <h3 class="muted">{sample.label} · step {formatCount(sample.step)}</h3>
      <PredictionPlot sample={sample} />
    </article>
  );
}
