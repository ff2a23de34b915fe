import type { LabClasses } from '../../src/protocol/lab.ts';
import type { Spread } from '../../src/protocol/echoState.ts';
import { formatCount } from '../shared/format.ts';

/** How often the class of a series is told right, and which are taken for which. */
export function Classes({ fit: { report } }: { fit: LabClasses }) {
  const { classes, accuracy, series, confusion, options, pool } = report;
  const totals = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const usual = Math.max(...totals);
  return (
    <>
      <p class="muted">The class of a series ({options.target}), told from {pool === 'mean' ? 'the mean of its states after the washout' : 'its last state'}.</p>
      <table>
        <thead><tr><th scope="col">Told right</th><th scope="col" class="number">share</th><th scope="col" class="number">series</th></tr></thead>
        <tbody>
          {(['train', 'test'] as const).map((part) => (
            <tr key={part} data-part={part}>
              <th scope="row">{part}</th><td class="number">{percent(accuracy[part])}</td><td class="number">{formatCount(series[part])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">Always to say “{classes[totals.indexOf(usual)]}” would be right in {percent({ mean: usual / series.test, spread: null })} of those tested with.</p>
      <p class="muted" id="confusion">Series tested with: what they are (rows), and what is said of them (columns).</p>
      <div class="confusion" role="region" aria-labelledby="confusion" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">is \ said</th><th scope="col" class="number">right</th>
              {classes.map((name) => <th key={name} scope="col" class={isUpright(classes) ? 'number said upright' : 'number said'} title={name}><span>{name}</span></th>)}
            </tr>
          </thead>
          <tbody>
            {classes.map((name, truth) => (
              <tr key={name}>
                <th scope="row" title={name}>{name}</th>
                <td class="number">{totals[truth] === 0 ? <span class="muted">none tested</span> : percent({ mean: confusion[truth]![truth]! / totals[truth]!, spread: null })}</td>
                {confusion[truth]!.map((count, said) => <td key={said} class={said === truth ? 'number right' : count > 0 ? 'number wrong' : 'number muted'} style={{ '--share': totals[truth] === 0 ? 0 : count / totals[truth]! }} title={`${name}, said to be ${classes[said]}: ${count}`}>{count}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {report.warnings.map((warning) => <p key={warning} class="warning" role="note">{warning}</p>)}
    </>
  );
}

/** Whether names stand upright over their columns: where they are many or long, they would take all the width. */
const isUpright = (classes: readonly string[]): boolean => classes.length > 6 || classes.some((name) => name.length > 12);

const percent = ({ mean, spread }: Spread): string => `${(100 * mean).toFixed(1)} %${spread === null ? '' : ` ± ${(100 * spread).toFixed(1)}`}`;
