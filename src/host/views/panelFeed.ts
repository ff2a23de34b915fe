import type { PanelStart, PanelUpdate, ToPanel } from '../../protocol/panel.ts';
import type { RunChanges } from '../../protocol/reader.ts';
import type { Reader } from '../platform.ts';
import { isLive } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';

export interface PanelFeedParts {
  readonly reader: Reader;
  /** Path of the run folder. */
  readonly folder: string;
  /** The run as it is now; undefined when its folder is gone. */
  readonly run: () => Run | undefined;
  readonly isControllable: (run: Run) => boolean;
  /** What a reset begins with. */
  readonly start: () => Promise<PanelStart>;
  /** Whether the run had written down all there is to know of its experiment; left out, it had. Else it is asked again once it trains. */
  readonly isWhole?: (start: PanelStart) => boolean;
  readonly post: (message: ToPanel) => void;
  readonly refreshMilliseconds: () => number;
}

const idleMilliseconds = 1000;
/** Between the parts of a long history, so that the page draws one before the next has come. */
const partMilliseconds = 250;
/** After the first part: the page may still be loading, and its first picture comes sooner when nothing else is read meanwhile. */
const firstPartMilliseconds = 600;

/** Tells a visible page what comes into a run folder: first everything, then what is new. Silent once disposed. */
export class PanelFeed {
  #stopped = false;
  #wake: () => void = () => undefined;
  #told = '';
  /** Asked for ahead, while the journal is read: the first picture waits for both. */
  #begun: Promise<PanelStart> | undefined;
  /** Whether what a reset began with was whole; undefined once that was asked again. */
  #whole: boolean | undefined = true;

  constructor(private readonly parts: PanelFeedParts) {
    void this.#feed();
  }

  dispose(): void {
    this.#stopped = true;
    this.#wake();
  }

  async #feed(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#follow();
      } catch (error) {
        this.#post({ type: 'update', problem: (error as Error).message });
        await this.#pause(idleMilliseconds);
      }
    }
  }

  /** Until it is stopped, or the reader ended and has to be asked anew. */
  async #follow(): Promise<void> {
    const { reader, folder, run, refreshMilliseconds } = this.parts;
    this.#begun = this.parts.start();
    this.#begun.catch(() => undefined); // heard by who needs it
    const { follower } = await reader.request('follow', { folder });
    try {
      while (!this.#stopped) {
        const now = run();
        if (now === undefined) return this.#end();
        const changes = await reader.request('changes', { follower });
        await this.#tell(now, changes);
        if (this.#whole === false && changes.steps.rows > 0) return void (this.#whole = undefined);
        const refresh = isLive(now.status.state) ? refreshMilliseconds() : idleMilliseconds;
        await this.#pause(changes.more ? pauseAfterPart(changes) : refresh);
      }
    } finally {
      reader.request('unfollow', { follower }).catch(() => undefined); // a reader that ended follows nothing
    }
  }

  async #tell(run: Run, changes: RunChanges): Promise<void> {
    if (changes.reset) this.#told = '';
    const update = { ...this.#status(run), ...news(changes) };
    if (changes.reset) await this.#reset(update);
    else if (Object.keys(update).length > 0) this.#post({ type: 'update', ...update });
  }

  async #reset(update: Partial<PanelUpdate>): Promise<void> {
    const start = await this.#start();
    if (this.#whole !== undefined) this.#whole = this.parts.isWhole?.(start) ?? true;
    this.#post({ type: 'reset', ...start, ...update });
  }

  #start(): Promise<PanelStart> {
    const start = this.#begun ?? this.parts.start();
    this.#begun = undefined;
    return start;
  }

  #status(run: Run): Partial<PanelUpdate> {
    const status = { status: run.status, controllable: this.parts.isControllable(run) };
    const text = JSON.stringify(status);
    if (text === this.#told) return {};
    this.#told = text;
    return status;
  }

  #end(): void {
    this.#post({ type: 'gone', reason: 'The run folder is no longer there.' });
    this.#stopped = true;
  }

  #post(message: ToPanel): void {
    if (!this.#stopped) this.parts.post(message);
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#stopped) this.#wake();
    });
  }
}

const pauseAfterPart = ({ reset }: RunChanges): number => reset ? firstPartMilliseconds : partMilliseconds;

/** What of the changes is any. */
function news({ steps, validations, samples, logs, probe, checkpoints }: RunChanges): Partial<PanelUpdate> {
  return {
    ...(steps.rows > 0 && { steps }), ...(validations.rows > 0 && { validations }),
    ...(samples.length > 0 && { samples }), ...(logs.length > 0 && { logs }),
    ...(probe && { probe }), ...(checkpoints && { checkpoints }),
  };
}
