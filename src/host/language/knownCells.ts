import { EventEmitter } from 'vscode';
import type { Disposable, TextDocument, Uri } from 'vscode';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import type { Sizes } from '../../core/spec/needs.ts';
import { ownFiles } from '../../core/spec/ownTask.ts';
import { readExperiment } from '../../core/spec/read.ts';
import { isExperiment } from './experimentFile.ts';

/** An experiment with what its own cells were found to be, and how large its data is. */
export interface Known {
  readonly experiment: ResolvedExperiment;
  readonly sizes: Sizes;
}

/** What a process found out about the cells of one's own in experiments that are open: nothing runs here. */
export class KnownCells implements Disposable {
  readonly #known = new Map<string, { readonly found: Known | string; readonly of: string | undefined }>();
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  dispose(): void {
    this.#changed.dispose();
  }

  /** What there is to find out about the own code of an experiment as it stands; undefined where there is none. */
  askedOf(document: TextDocument): string | undefined {
    const reading = isExperiment(document) ? readExperiment(document.getText(), { name: '' }) : undefined;
    return reading?.ok === true && ownFiles(reading.experiment).length > 0 ? askedOf(reading.experiment) : undefined;
  }

  /** @param asked of the experiment, as it stood @param found what it is, or the sentence that says what is wrong with its code; left out where it is no longer so */
  set(experiment: Uri, asked?: string, found?: Known | string): void {
    const [key, before] = [experiment.toString(), this.#known.size];
    this.#known.delete(key);
    if (found !== undefined) this.#known.set(key, { found, of: asked });
    if (found !== undefined || this.#known.size !== before) this.#changed.fire();
  }

  /** @returns undefined where the model or the data is another by now, or its code is wrong */
  of(uri: Uri, experiment: ResolvedExperiment): Known | undefined {
    const found = this.#found(uri, experiment);
    return typeof found === 'string' ? undefined : found;
  }

  /** What is wrong with the code of an experiment, in a sentence; undefined where nothing is known to be. */
  wrong(uri: Uri, experiment: ResolvedExperiment): string | undefined {
    const found = this.#found(uri, experiment);
    return typeof found === 'string' ? found : undefined;
  }

  #found(uri: Uri, experiment: ResolvedExperiment): Known | string | undefined {
    const known = this.#known.get(uri.toString());
    return known?.of === askedOf(experiment) ? known?.found : undefined;
  }
}

/** All that what is found out depends on. */
const askedOf = ({ model, data, training }: ResolvedExperiment): string => JSON.stringify([model, data, training.tau, training.loss]);
