import type { AnswerSample, PredictionSample, SampleRecord, TextSample } from '../../src/core/train/records.ts';
import { formatCount } from '../shared/format.ts';
import { PredictionPlot } from './plots/predictionPlot.tsx';
import type { PanelState } from './store.ts';
import { useSelected } from './useStore.ts';

const samplesOf = (state: PanelState) => state.samples;
const shownTexts = 20;

const headings: Readonly<Record<SampleRecord['kind'], string>> = { text: 'Samples', prediction: 'Prediction and target', answers: 'Answers' };

/** What the model writes, newest first, or what it predicts or answers now. */
export function Samples() {
  const samples = useSelected(samplesOf);
  const latest = samples.at(-1);
  return (
    <section class="samples" aria-label="Samples">
      <h2>{headings[latest?.kind ?? 'text']}</h2>
      {latest === undefined
        ? <p class="muted">What the model writes, predicts or answers appears here, again and again while it learns.</p>
        : <Latest latest={latest} samples={samples} />}
    </section>
  );
}

function Latest({ latest, samples }: { latest: SampleRecord; samples: readonly SampleRecord[] }) {
  switch (latest.kind) {
    case 'prediction': return <Prediction sample={latest} />;
    case 'answers': return <Answers sample={latest} />;
    case 'text': return <>{texts(samples).map((sample) => <Text key={`${sample.step} ${sample.text}`} sample={sample} />)}</>;
  }
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

/** Each sequence, what was to be answered, and what was. */
function Answers({ sample: { step, label, answers } }: { sample: AnswerSample }) {
  return (
    <article class="sample" data-step={step}>
      <h3 class="muted">{label} · step {formatCount(step)}</h3>
      <div class="answers">
        {answers.map(({ input, target, prediction }, index) => (
          <dl key={index} class="answer" data-right={target === prediction}>
            <dt>input</dt><dd>{input}</dd>
            <dt>target</dt><dd>{target}</dd>
            <dt>{target === prediction ? '✓' : '✗'} prediction</dt><dd>{prediction}</dd>
          </dl>
        ))}
      </div>
    </article>
  );
}
