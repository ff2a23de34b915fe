import type { Diagnosis, DiagnosisRequest } from '../../../protocol/diagnostics.ts';
import type { EchoStateFit, FitSurroundings } from '../fitEchoState.ts';
import { Diagnoses } from './diagnoses.ts';
import type { Bench } from './subject.ts';
import { subjectOf } from './subjectOf.ts';

/** What is told of the last fit, computed while no fit is: a fit waits for no more than a stretch of a few milliseconds. */
export class Background {
  #fitting: Promise<unknown> = Promise.resolve();
  #last: { readonly diagnoses: Diagnoses; readonly end: AbortController } | undefined;

  constructor(private readonly open: FitSurroundings['openWorkspace'], private readonly breathe: () => Promise<void>) {}

  /** Stands still while a fit is made. What is told of another drive than that of the fit before is no longer wanted. */
  async during(fitting: Promise<EchoStateFit>): Promise<EchoStateFit> {
    const settled = fitting.catch(() => undefined);
    this.#fitting = Promise.all([this.#fitting, settled]);
    const fit = await fitting;
    if (this.#last?.diagnoses.subject.drive !== fit.network.drive) {
      this.#last?.end.abort(new Error('A later fit was made.'));
      const end = new AbortController();
      this.#last = { diagnoses: new Diagnoses(subjectOf(fit), this.#bench(end.signal)), end };
    }
    return fit;
  }

  /** @throws Error, a sentence, before the first fit; what was asked of a fit that another overtook rejects */
  async tell(request: DiagnosisRequest): Promise<Diagnosis> {
    await this.#fitting;
    if (!this.#last) throw new Error('No network was fitted yet.');
    return this.#last.diagnoses.tell(request);
  }

  #bench(signal: AbortSignal): Bench {
    return {
      turn: async () => {
        await this.breathe();
        for (let waited; waited !== this.#fitting;) await (waited = this.#fitting);
        signal.throwIfAborted();
      },
      compute: async (work) => {
        const workspace = await this.open();
        try {
          return await work(workspace);
        } finally {
          workspace.giveBack?.();
        }
      },
    };
  }
}
