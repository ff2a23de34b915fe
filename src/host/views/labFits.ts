import { whyNoFreeRun } from '../../protocol/freeRun.ts';
import { isOfClasses } from '../../protocol/lab.ts';
import type { FromLab, LabClasses, LabFit, ToLab } from '../../protocol/lab.ts';
import type { Lab } from '../platform.ts';

/** After so many milliseconds a fit says how far it is, and as often again. */
const usualPatience = 500;

/** Has networks fitted as a page asks for them, and hands on what comes of each: the picture first, then what takes longer. */
export class LabFits {
  #isAsking = false;

  /** @param inWords an error as a sentence for the page */
  constructor(private readonly lab: Lab, private readonly file: string, private readonly post: (message: ToLab) => void, private readonly inWords: (error: Error) => string, private readonly patience = usualPatience) {}

  /** Never rejects. */
  async fit({ serial, options }: Extract<FromLab, { type: 'fit' }>): Promise<void> {
    const asked = { file: this.file, options };
    const clock = setInterval(() => void this.#report(serial), this.patience);
    try {
      const fit: LabFit | LabClasses = await (options.pool === 'none' ? this.lab.request('fit', asked) : this.lab.request('classify', asked)).finally(() => clearInterval(clock));
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

  /** What was asked and not answered is not asked again. */
  async #report(serial: number): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const { share, ...more } = await this.lab.request('progress', {}).catch(() => ({ share: null }));
    this.#isAsking = false;
    if (share !== null) this.post({ type: 'progress', serial, share, ...more });
  }
}
