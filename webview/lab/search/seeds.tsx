import { useState } from 'preact/hooks';
import { meanOf } from '../../../src/protocol/ranking.ts';
import { judgesOf } from '../../../src/protocol/searchWords.ts';
import { formatCount } from '../../shared/format.ts';
import { Sentence } from '../../shared/sentence.tsx';
import type { section } from '../sections.ts';
import { best, describeFound } from './found.ts';
import type { Found } from './found.ts';
import { measureOf } from './measure.ts';
import type { Measure } from './measure.ts';
import { Strip, commonRange, describeSpread } from './strip.tsx';

interface SeedsProps {
  readonly found: Found | undefined;
  /** Whether what is set now is what was repeated. */
  readonly isNow: boolean;
  readonly onStart: (trials: number) => void;
  readonly onStop: () => void;
  readonly section: ReturnType<typeof section>;
}

const most = 1000;

/** The same settings with other seeds: how much of an error is the draw of the weights. */
export function Seeds({ found, isNow, onStart, onStop, section: opened }: SeedsProps) {
  const [written, setWritten] = useState('20');
  const count = Number(written);
  const isCount = Number.isInteger(count) && count >= 2 && count <= most;
  const isRunning = found?.state === 'running';
  return (
    <details class="search" data-search="seeds" {...opened}>
      <summary><h2>Seeds</h2> <span class="muted">how much of an error is luck</span></summary>
      <p class="muted">One network is one draw of its weights: repeat what is set with other seeds before you believe a difference.</p>
      <form class="search-fields" onSubmit={(event) => { event.preventDefault(); if (isCount) onStart(count); }}>
        <label>Networks to draw<input type="text" inputMode="numeric" value={written} aria-invalid={!isCount} title={`From 2 to ${formatCount(most)}`} onInput={({ currentTarget }) => setWritten(currentTarget.value)} /></label>
        {isRunning ? <button type="button" onClick={onStop}>Stop</button> : <button type="submit" disabled={!isCount}>Repeat over seeds</button>}
      </form>
      {found && <Repeated found={found} isNow={isNow} />}
    </details>
  );
}

function Repeated({ found, isNow }: { found: Found; isNow: boolean }) {
  if (found.problem !== undefined) return <p class="problem" role="alert">{found.problem}</p>;
  const scores = best(found);
  const [train, test] = [scores.flatMap((score) => score.train), scores.flatMap((score) => score.judged)];
  const range = test.length > 0 ? commonRange([train, test]) : undefined;
  const measure = measureOf(found.options);
  const spread = (values: readonly number[]) => describeSpread(values, measure);
  return (
    <div class="found" data-state={found.state} aria-busy={found.state === 'running'}>
      <p class="progress">{found.state === 'running' && <progress max={found.request.trials} value={found.scores.length} aria-label="Networks" />}<span class="tabular">{describeFound(found)}</span></p>
      {!isNow && <p class="muted" role="note">These are of other settings than those set now.</p>}
      {found.plan && <p class="muted">Tested with {judgesOf(found.plan)}.</p>}
      {range && <>
        <Strip label="train" values={train} range={range} measure={measure} hasTicks={false} />
        <Strip label="test" values={test} range={range} measure={measure} hasTicks />
        <p class="tabular"><Sentence text={`${measure.ofTest} ${spread(test)} (mean ± s.d. of ${test.length}), from ${spread([Math.min(...test)])} to ${spread([Math.max(...test)])}; train ${spread(train)}.${describeRatio(test, measure)}`} /></p>
      </>}
    </div>
  );
}

/** What the spread means for a comparison. */
function describeRatio(test: readonly number[], { isShare }: Measure): string {
  if (test.length < 3 || isShare) return '';
  const share = (Math.max(...test) - Math.min(...test)) / meanOf(test);
  return ` Between the luckiest and the unluckiest draw lie ${Math.round(100 * share)} % of the mean.`;
}
