import type { Diagnosis, DiagnosisRequest } from '../../../protocol/diagnostics.ts';
import type { EchoStateFit, FitSurroundings } from '../fitEchoState.ts';
import { Diagnoses } from './diagnoses.ts';
import type { Drive } from '../kept.ts';
import { Late } from './late.ts';
import type { Bench } from './subject.ts';
import { subjectOf } from './subjectOf.ts';

/** What is told of the last drive, computed while no fit is: a fit waits for no more than a stretch of a few milliseconds, of the largest matrices of some tens. */
export class Background {
  #fitting: Promise<void> = Promise.resolve();
  /** By the ids of `driveId`. */
  readonly #ids = new WeakMap<Drive, number>();
  #last: { readonly diagnoses: Diagnoses; readonly end: AbortController } | undefined;

  constructor(private readonly open: FitSurroundings['openWorkspace'], private readonly breathe: () => Promise<void>, private readonly nextId: () => number) {}

  /** Of the drive that a fit has; the same of each that has it. */
  driveId({ network: { drive } }: EchoStateFit): number {
    const id = this.#ids.get(drive) ?? this.nextId();
    this.#ids.set(drive, id);
    return id;
  }

  /** Stands still while a fit is made. What is told of another drive than that of the fit before is no longer wanted. */
  async during<F extends { readonly fit: EchoStateFit }>(fitting: Promise<F>): Promise<F> {
    const settled = fitting.then(() => undefined, () => undefined); // what was fitted is not kept by the queue
    this.#fitting = this.#fitting.then(() => settled);
    const done = await fitting;
    const { fit } = done;
    if (this.#last?.diagnoses.subject.drive !== fit.network.drive) {
      this.#last?.end.abort(new Late());
      const end = new AbortController();
      this.#last = { diagnoses: new Diagnoses(subjectOf(fit), this.#bench(end.signal)), end };
    }
    return done;
  }

  /** Late where the drive that is asked about is not the last one, or does not stay it. @throws Error, a sentence, before the first fit */
  async tell(request: DiagnosisRequest): Promise<Diagnosis> {
    await this.#fitting;
    if (!this.#last) throw new Error('No network was fitted yet.');
    try {
      if (this.#ids.get(this.#last.diagnoses.subject.drive) !== request.drive) throw new Late();
      return await this.#last.diagnoses.tell(request);
    } catch (error) {
      if (!(error instanceof Late)) throw error;
      return { part: request.part, missing: error.message, isLate: true } as Diagnosis;
    }
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
