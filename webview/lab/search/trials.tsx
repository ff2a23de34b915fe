import { useState } from 'preact/hooks';
import { errorOf } from '../../../src/protocol/ranking.ts';
import { searchedNames } from '../../../src/protocol/search.ts';
import type { SearchedName, TrialScore } from '../../../src/protocol/search.ts';
import { judgesOf, roundsOf } from '../../../src/protocol/searchWords.ts';
import { formatNumber } from '../../shared/format.ts';
import type { Settings } from '../settings.ts';
import { best, describeFound, gainOf, progressOf, settingsOf } from './found.ts';
import type { Found } from './found.ts';
import { measureOf } from './measure.ts';
import { names } from './names.ts';
import { Scatter } from './scatter.tsx';
import { describeSpread } from './strip.tsx';

interface TrialsProps {
  readonly found: Found;
  /** Whether all else is set as it was. */
  readonly isNow: boolean;
  readonly onUse: (settings: Settings) => void;
}

const most = 5;

/** What came of the trials so far: a picture, and the best of them to be used. */
export function Trials({ found, isNow, onUse }: TrialsProps) {
  const { request, plan, problem, state } = found;
  const searched = searchedNames.filter((name) => request.ranges[name]);
  const [over, setOver] = useState<SearchedName>();
  const [chosen, setChosen] = useState<number>();
  if (problem !== undefined) return <p class="problem" role="alert">{problem}</p>;
  const order = best(found);
  const shown = [...new Set([...order.slice(0, most), ...order.filter(({ trial }) => trial === 0 || trial === chosen)])];
  const x = over && searched.includes(over) ? over : searched[0]!;
  const measure = measureOf(found.options);
  return (
    <div class="found" aria-busy={state === 'running'} data-state={state}>
      <Verdict found={found} isNow={isNow} />
      {plan && order.length > 0 && <>
        <label>Across
          <select value={x} onChange={({ currentTarget }) => setOver(currentTarget.value as SearchedName)}>{searched.map((name) => <option key={name} value={name}>{names[name]}</option>)}</select>
        </label>
        <Scatter found={found} order={order} name={x} chosen={chosen} onChoose={setChosen} />
        <div class="scrolls"><table>
          <caption class="muted">Judged by {judgesOf(plan)}</caption>
          <thead><tr><th scope="col">Trial</th><th scope="col"><span class="visually-hidden">Use</span></th><th scope="col" class="number measure">{measure.ofValidation}</th>{searched.map((name) => <th key={name} scope="col" class="number">{names[name]}</th>)}<th scope="col" class="number">Networks</th></tr></thead>
          <tbody>{shown.map((score) => <Row key={score.trial} found={found} score={score} searched={searched} isChosen={score.trial === chosen} onUse={onUse} />)}</tbody>
        </table></div>
      </>}
    </div>
  );
}

/** How far the search is, by which rounds, and what is gained by it. */
function Verdict({ found, isNow }: Pick<TrialsProps, 'found' | 'isNow'>) {
  const { done, all } = progressOf(found);
  const [rounds, gain] = [found.plan && roundsOf(found.plan), gainOf(found)];
  return <>
    <p class="progress">{found.state === 'running' && <progress max={all} value={done} aria-label="Trials" />}<span class="tabular">{describeFound(found)}</span></p>
    {rounds !== undefined && <p class="muted">{rounds}</p>}
    {gain !== undefined && <p role="status">{gain}</p>}
    {!isNow && <p class="muted" role="note">Something else was set when this search began: using one of its trials sets that again, too.</p>}
  </>;
}

interface RowProps {
  readonly found: Found;
  readonly score: TrialScore;
  readonly searched: readonly SearchedName[];
  readonly isChosen: boolean;
  readonly onUse: (settings: Settings) => void;
}

function Row({ found, score, searched, isChosen, onUse }: RowProps) {
  const settings = settingsOf(found, score.trial);
  const measure = measureOf(found.options);
  const name = score.trial === 0 ? 'as set' : String(score.trial);
  return (
    <tr aria-selected={isChosen} class={isChosen ? 'chosen' : undefined}>
      <th scope="row">{name}</th>
      <td><button type="button" class="small" aria-label={`Use this one: trial ${name}, ${measure.ofValidation} ${measure.written(errorOf(score))}`} onClick={() => onUse(settings)}>Use this one</button></td>
      <td class="number">{describeSpread(score.judged, measure)}</td>
      {searched.map((each) => <td key={each} class="number">{formatNumber(settings[each])}</td>)}
      <td class="number">{score.judged.length}</td>
    </tr>
  );
}
