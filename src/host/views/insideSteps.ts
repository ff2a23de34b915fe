import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { ownFiles } from '../../core/spec/ownTask.ts';
import type { InsideAnswer } from '../../protocol/panel.ts';
import type { Training } from '../platform.ts';
import { untrusted } from '../trust.ts';

/** Looks inside the steps of cells, in a process of its own; another question takes the place of one that is not answered yet. */
export class InsideSteps {
  #before = new AbortController();

  constructor(private readonly training: Training | undefined) {}

  /** Nobody waits for what was asked last. */
  giveUp(): void {
    this.#before.abort();
  }

  /** @param subject an experiment, or a run's folder @param closed when nobody waits for it any more @returns undefined where another was asked since, or nobody waits */
  async ask(subject: Uri, experiment: ResolvedExperiment, closed: AbortSignal): Promise<InsideAnswer | undefined> {
    this.giveUp();
    const stop = this.#before = new AbortController();
    const [own] = ownFiles(experiment);
    if (closed.aborted) return undefined;
    if (!this.training) return problem('Steps are not yet looked into in the browser: open this folder in VS Code on a desktop or a server.');
    if (own !== undefined && !workspace.isTrusted) return problem(untrusted(own));
    closed.addEventListener('abort', () => stop.abort(), { once: true });
    try {
      const { inside } = await this.training.lookInside(subject, stop.signal);
      return stop.signal.aborted ? undefined : { type: 'inside', inside };
    } catch (error) {
      return stop.signal.aborted ? undefined : problem((error as Error).message);
    }
  }
}

const problem = (sentence: string): InsideAnswer => ({ type: 'inside', problem: sentence });
