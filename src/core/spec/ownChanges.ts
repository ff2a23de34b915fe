import type { OwnFacts, ResolvedExperiment } from './experiment.ts';
import { ownCells } from './ownCells.ts';

/** A cell of a person's whose code is another one since a run wrote down what it is. */
export interface OwnChange {
  readonly file: string;
  /** The hash of its code as it was. */
  readonly before: string;
  /** Why the parameters of a run do not fit it any more, in words; undefined where they do. */
  readonly misfit?: string;
}

/** Where another model is meant, that is said elsewhere. @param before of a checkpoint @param now what is known of the cells as they are */
export function ownChanges(before: ResolvedExperiment, now: ResolvedExperiment): OwnChange[] {
  const [was, is] = [ownCells(before), ownCells(now)];
  return was.flatMap(({ file, facts }, i): OwnChange[] => {
    const other = is[i];
    if (other?.file !== file || !facts?.code || !other.facts?.code || facts.code === other.facts.code) return [];
    const misfit = misfitOf(facts, other.facts);
    return [{ file, before: facts.code, ...(misfit !== undefined && { misfit }) }];
  });
}

type Shapes = Pick<OwnFacts, 'parameters' | 'state'>;

/** Both shapes of the first that is another now. */
export function misfitOf(before: Shapes, now: Shapes): string | undefined {
  const parts = [{ what: 'the parameter', before: before.parameters, now: now.parameters }, { what: 'the state', before: columns(before.state), now: columns(now.state) }];
  for (const { what, before, now } of parts) {
    for (const name of Object.keys({ ...before, ...now })) {
      const [was, is] = [before[name], now[name]].map(shape => (shape ? `[${shape.join(', ')}]` : 'not there'));
      if (was !== is) return `${what} ${name} is ${is} now and was ${was}`;
    }
  }
  return undefined;
}

const columns = (state: Shapes['state']): Record<string, (number | string)[]> => Object.fromEntries(Object.entries(state).map(([name, n]) => [name, ['B', n]]));
