import type { OwnFacts, OwnTaskSpec, ResolvedExperiment } from './experiment.ts';
import { ownCells } from './ownCells.ts';
import { ownTask } from './ownTask.ts';

/** A cell or a task of a person's whose code is another one since a run wrote down what it is. */
export interface OwnChange {
  readonly file: string;
  /** The hash of its code as it was. */
  readonly before: string;
  /** Why the parameters of a run do not fit it any more, in words; undefined where they do. */
  readonly misfit?: string;
}

/** Where another model is meant, that is said elsewhere. @param before of a checkpoint @param now what is known of the code as it is */
export function ownChanges(before: ResolvedExperiment, now: ResolvedExperiment): OwnChange[] {
  return [...taskChanges(before, now), ...cellChanges(before, now)];
}

function taskChanges(before: ResolvedExperiment, now: ResolvedExperiment): OwnChange[] {
  const [was, is] = [ownTask(before), ownTask(now)];
  if (!was?.facts?.code || !is?.facts?.code || was.file !== is.file || was.facts.code === is.facts.code) return [];
  const misfit = misfitOfTask(was.facts, is.facts);
  return [{ file: was.file, before: was.facts.code, ...(misfit !== undefined && { misfit }) }];
}

/** Those of cells alone. */
export function cellChanges(before: ResolvedExperiment, now: ResolvedExperiment): OwnChange[] {
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

type TaskFacts = NonNullable<OwnTaskSpec['facts']>;

/** What of a task's elements is another now: a model has as many columns as there were, and each stands for the same class. */
export function misfitOfTask(before: TaskFacts, now: TaskFacts): string | undefined {
  const [was, is] = [before, now].map(({ x, y, source, mark, output }): Readonly<Record<string, string>> => ({
    x: `${x.size} ${x.kind}`, y: `${y.size} ${y.kind}`, 'the source': source ? `${source.length} classes` : 'not there', '`output`': `"${output}"`,
    ...classesOf('x', x.names), ...classesOf('y', y.names), ...classesOf('the source', source), ...(mark !== undefined && { '`answer.mark`': JSON.stringify(y.names?.[mark]) }),
  })) as [Readonly<Record<string, string>>, Readonly<Record<string, string>>];
  const other = Object.keys(was).find(name => was[name] !== is[name]);
  return other === undefined ? undefined : `${other} is ${is[other]} now and was ${was[other]}`;
}

const classesOf = (what: string, names: readonly string[] = []): Record<string, string> => Object.fromEntries(names.map((name, i) => [`class ${i} of ${what}`, JSON.stringify(name)]));
