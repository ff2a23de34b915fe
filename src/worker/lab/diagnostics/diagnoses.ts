import type { Diagnosis, DiagnosisPart, DiagnosisRequest } from '../../../protocol/diagnostics.ts';
import { echoOnInput } from './echo.ts';
import { memoryByLag } from './memory.ts';
import { Missing } from './missing.ts';
import { ridgeAndSingular } from './ridge.ts';
import { spectrumOfW } from './spectrum.ts';
import { statesShown } from './states.ts';
import type { Bench, Subject } from './subject.ts';

/** What is told of one network, each part computed once. */
export class Diagnoses {
  /** By part, and by layer where that matters. */
  readonly #told = new Map<string, Promise<Diagnosis>>();
  #sums: ReturnType<typeof ridgeAndSingular> | undefined;

  constructor(readonly subject: Subject, private readonly bench: Bench) {}

  /** Rejects where the answer is no longer wanted. */
  tell({ part, units, layer = 0 }: DiagnosisRequest): Promise<Diagnosis> {
    const key = `${part} ${layer}`;
    const told = part === 'states' ? undefined : this.#told.get(key);
    const telling = told ?? this.#tell(part, units, layer).catch((error: unknown): Diagnosis => {
      if (error instanceof Missing) return { part, missing: error.message } as Diagnosis;
      this.#told.delete(key);
      throw error;
    });
    this.#told.set(key, telling);
    return telling;
  }

  async #tell(part: DiagnosisPart, units: readonly number[] | undefined, layer: number): Promise<Diagnosis> {
    const { subject, bench } = this;
    switch (part) {
      case 'states':
        return { part, found: await statesShown(subject, bench, units) };
      case 'echo':
        return { part, found: await echoOnInput(subject, bench) };
      case 'spectrum':
        return { part, found: await spectrumOfW(subject, bench, layer) };
      case 'ridge':
        return { part, found: (await this.#ofSums()).ridge };
      case 'singular':
        return { part, found: (await this.#ofSums()).singular };
      case 'memory':
        return { part, found: await memoryByLag(subject, bench) };
    }
  }

  #ofSums(): ReturnType<typeof ridgeAndSingular> {
    this.#sums ??= ridgeAndSingular(this.subject, this.bench).catch((error: unknown) => {
      if (!(error instanceof Missing)) this.#sums = undefined;
      throw error;
    });
    return this.#sums;
  }
}
