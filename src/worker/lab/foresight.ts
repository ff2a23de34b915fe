import type { NumberTable } from '../../core/data/numberTable.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { unitsRead } from '../../protocol/reservoirLayers.ts';
import { fitEchoState } from './fitEchoState.ts';
import type { EchoStateFit, FitSurroundings } from './fitEchoState.ts';

/** Multiplications that are worth doing before anybody asks, a few seconds of one thread. */
const most = 1e10;

/** How it computes, and waits. */
interface Surroundings extends Required<Pick<FitSurroundings, 'openWorkspace' | 'breathe' | 'kept'>> {
  /** Settles when nothing was asked for a while; without it nothing is foreseen. */
  readonly rest?: (() => Promise<void>) | undefined;
  readonly now: () => number;
}

/** A fit that was made beforehand, and how long it was computed. */
interface Foreseen {
  readonly fit: EchoStateFit;
  readonly milliseconds: number;
}

/**
 * The fit that a person may ask for next and would have to wait for: with the squares of what the readout reads there are four times as
 * many products to add up, though no state is another. It is made while no fit is wanted, and is the very one that would be made then.
 */
export class Foresight {
  #end = new AbortController();
  #found: { readonly table: NumberTable; readonly of: string; readonly foreseen: Foreseen } | undefined;

  constructor(private readonly surroundings: Surroundings) {}

  /** Something else is wanted. */
  stop(): void {
    this.#end.abort(new Error('Something else is wanted.'));
  }

  find(table: NumberTable, options: EchoStateOptions): Foreseen | undefined {
    return this.#found?.table === table && this.#found.of === JSON.stringify(options) ? this.#found.foreseen : undefined;
  }

  /** @param fit the one that is shown @param asked its options, as they were asked for */
  async begin(table: NumberTable, asked: EchoStateOptions, fit: EchoStateFit): Promise<void> {
    const { rest, breathe, openWorkspace, kept, now } = this.surroundings;
    const options = { ...asked, squares: true };
    if (!rest || !isWorthIt(fit) || this.find(table, options)) return;
    const { signal } = this.#end = new AbortController();
    let computed = 0;
    let since = 0;
    const turn = async (): Promise<void> => {
      computed += now() - since;
      await breathe(); // while others compute, which is not its own time
      signal.throwIfAborted();
      since = now();
    };
    try {
      await rest();
      await turn();
      computed = 0;
      const fit = await fitEchoState(table, options, { openWorkspace, kept, breathe: turn });
      this.#found = { table, of: JSON.stringify(options), foreseen: { fit, milliseconds: computed + now() - since } };
    } catch {
      // it is told where it is asked for
    }
  }
}

function isWorthIt({ report: { options }, series, network: { drive } }: EchoStateFit): boolean {
  const { readout, squares, runs, inputs } = options;
  const features = 2 * (unitsRead(options) + inputs.length) + 1;
  return readout === 'ridge' && !squares && runs === 1 && drive.known !== undefined && series.trainSteps * features ** 2 / 2 + features ** 3 / 6 <= most;
}
