import { sequencesHeard } from './askedOptions.ts';
import type { ResolvedExperiment } from './experiment.ts';
import { placedLayers } from './meaning/placedLayers.ts';
import { ownTask } from './ownTask.ts';
import type { Positions } from './positions.ts';
import type { Path, Problem } from './problem.ts';
import { nearest } from './suggest.ts';
import { listed } from './wording.ts';

/** An option that stands beside a cell or a task of one's own, and that its code, as it was tried, did not ask for. */
interface Unread {
  readonly path: Path;
  readonly message: string;
  readonly meant: string | undefined;
}

/** What code asks for is known by its facts; where that is not known, as of code that takes all, there is nothing to say. It is no error: what is drawn or computed later may ask for more. */
export function unreadOptions(experiment: ResolvedExperiment): Unread[] {
  const task = ownTask(experiment);
  const cells = placedLayers(experiment).flatMap(({ layer: { cell }, path }) => (cell.kind === 'own' ? [{ own: cell, path: [...path, 'cell'], heard: 'two steps' }] : []));
  return [...task ? [{ own: task, path: ['data'], heard: `${sequencesHeard} sequences` }] : [], ...cells].flatMap(({ own: { file, options, facts }, path, heard }) => {
    const asked = facts?.asks;
    if (!asked) return [];
    const free = asked.filter(name => !Object.hasOwn(options, name));
    return Object.keys(options).filter(name => !asked.includes(name)).map((name): Unread => {
      const meant = nearest(name, free);
      const others = asked.length === 0 ? 'it asked for none' : `it asked for ${listed(asked.map(each => `\`${each}\``), 'and')}`;
      return { path: [...path, name], meant, message: `${file} did not ask for the option \`${name}\` in ${heard}; ${meant === undefined ? `${others}.` : `did you mean \`${meant}\`?`}` };
    });
  });
}

/** The same as warnings at their places. */
export const unreadProblems = (experiment: ResolvedExperiment, positions: Positions): Problem[] =>
  unreadOptions(experiment).map(({ path, message, meant }) => ({ ...positions.key(path), message, path, severity: 'warning', rule: 'meaning', ...(meant !== undefined && { fix: { kind: 'rename', to: meant } }) }));
