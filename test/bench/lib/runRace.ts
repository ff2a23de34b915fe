import { checkAgreement } from './agreement.ts';
import { Missing } from './competitor.ts';
import type { Contestant } from './contestant.ts';
import { isOurs } from './entrants.ts';
import type { Entrant } from './entrants.ts';
import type { Exchange } from './exchange.ts';
import { interleave } from './interleave.ts';
import type { Pace } from './interleave.ts';
import type { Paddock } from './paddock.ts';
import type { Measured } from './rows.ts';
import { variantFor } from './variant.ts';
import type { Workload } from './workload.ts';

interface Runner {
  readonly entrant: Entrant;
  readonly contestant: Contestant;
}

/** Where a race is run, and how long. */
export interface Course {
  readonly paddock: Paddock;
  readonly exchange: Exchange;
  readonly pace: Pace;
}

/**
 * Times one workload by all who can. Before, it makes sure that all compute the same.
 * @param missed is told, a sentence each, who is not there
 * @throws an error where two disagree
 */
export async function runRace(workload: Workload, entrants: readonly Entrant[], course: Course, missed: (sentence: string) => void): Promise<Measured[]> {
  const runners = await present(workload, entrants, course, missed);
  await agree(workload, runners, course.exchange);
  const rounds = await interleave(runners.map(({ contestant }) => ({ time: milliseconds => contestant.ask({ do: 'time', milliseconds }) })), course.pace);
  return runners.map(({ entrant }, i) => ({ entrant, rounds: rounds[i]! }));
}

/** Those that start and take the workload. */
async function present(workload: Workload, entrants: readonly Entrant[], { paddock, exchange }: Course, missed: (sentence: string) => void): Promise<Runner[]> {
  const runners: Runner[] = [];
  for (const entrant of entrants) {
    try {
      const contestant = await paddock.get(entrant);
      await prepare(contestant, variantFor(entrant, workload), exchange);
      runners.push({ entrant, contestant });
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      missed(error.message);
    }
  }
  return runners;
}

const prepare = async (contestant: Contestant, workload: Workload, exchange: Exchange) =>
  contestant.ask({ do: 'prepare', workload, file: await exchange.file(workload) });

/** Compares each with Unfold, which for a peer that computes a variant computes it too, before its own. Without Unfold, peers with each other. */
async function agree(workload: Workload, runners: readonly Runner[], exchange: Exchange): Promise<void> {
  const ours = runners.filter(({ entrant }) => isOurs(entrant));
  const own = (ours.find(({ entrant }) => entrant.engine === 'tfjs') ?? ours[0] ?? runners[0])?.contestant; // The route that serves every variant.
  if (!own) return;
  const varied = runners.filter(({ entrant }) => variantFor(entrant, workload) !== workload);
  for (const { entrant, contestant } of varied) {
    await prepare(own, variantFor(entrant, workload), exchange);
    await compare(own, [contestant]);
  }
  if (varied.length > 0) await prepare(own, workload, exchange);
  await compare(own, runners.filter(runner => !varied.includes(runner)).map(({ contestant }) => contestant).filter(contestant => contestant !== own));
}

async function compare(own: Contestant, others: readonly Contestant[]): Promise<void> {
  const figures = await own.ask({ do: 'check' });
  for (const other of others) checkAgreement({ name: own.name, figures }, { name: other.name, figures: await other.ask({ do: 'check' }) });
}
