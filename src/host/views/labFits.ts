import { whyNoFreeRun } from '../../protocol/freeRun.ts';
import { isOfClasses } from '../../protocol/lab.ts';
import type { FromLab, LabClasses, LabFiles, LabFit, LabTable, ToLab } from '../../protocol/lab.ts';
import type { Lab } from '../platform.ts';

/** After so many milliseconds what is waited for says how far it is, and as often again. */
const usualPatience = 500;

/** Has a table read, and networks fitted to it as a page asks for them, and hands on what comes of each: the picture first, then what takes longer. */
export class LabFits {
  #isAsking = false;

  /** @param inWords an error as a sentence for the page */
  constructor(private readonly lab: Lab, private readonly files: LabFiles, private readonly post: (message: ToLab) => void, private readonly inWords: (error: Error) => string, private readonly patience = usualPatience) {}

  /** @throws Error, in words */
  table(): Promise<LabTable> {
    return this.#watched(this.lab.request('table', this.files));
  }

  /** Never rejects. */
  async fit({ serial, options }: Extract<FromLab, { type: 'fit' }>): Promise<void> {
    const asked = { ...this.files, options };
    try {
      const fit = await this.#watched<LabFit | LabClasses>(options.pool === 'none' ? this.lab.request('fit', asked) : this.lab.request('classify', asked), serial);
      this.post({ type: 'fit', serial, fit });
      if (!isOfClasses(fit) && whyNoFreeRun(fit) === undefined) await this.#goOn(fit, serial);
    } catch (error) {
      this.post({ type: 'problem', serial, message: this.inWords(error as Error) });
    }
  }

  /** Of a later fit the page has another serial number: it does not show what is said of this one. */
  async #goOn({ id }: LabFit, serial: number): Promise<void> {
    const freeRun = await this.lab.request('freeRun', { fit: id }).catch((error: Error) => ({ problem: this.inWords(error) }));
    this.post({ type: 'freeRun', serial, freeRun });
  }

  /** @param serial of a fit */
  #watched<T>(work: Promise<T>, serial?: number): Promise<T> {
    const clock = setInterval(() => void this.#report(serial), this.patience);
    return work.finally(() => clearInterval(clock));
  }

  /** What was asked and not answered is not asked again. */
  async #report(serial: number | undefined): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const { share, ...more } = await this.lab.request('progress', {}).catch(() => ({ share: null }));
    this.#isAsking = false;
    if (share !== null) this.post({ type: 'progress', ...(serial !== undefined && { serial }), share, ...more });
  }
}
