import { tableOfText } from '../../src/core/data/numberTable.ts';
import { standardise } from '../../src/core/data/standardise.ts';
import type { Scale } from '../../src/core/data/standardise.ts';
import { echoStateSteps } from '../../src/worker/lab/echoStateSteps.ts';
import { readCheckpoint } from '../../src/worker/node/readCheckpoint.ts';
import type { Lab } from './lib/lab.ts';

/** What is read before a network runs freely. */
const warm = 300;

/** A series standardised as its network reads it, and the network. */
export interface FreeRunner {
  /** Rows of all columns. */
  readonly rows: readonly (readonly number[])[];
  /** What it says of the `steps` rows after a row, all but the first from what it said itself. */
  from(row: number, steps: number): number[][];
}

/** The network that a variant's experiment makes of a file beside it. */
export async function freeRunner(lab: Lab, file: string, variant: string, seed: number): Promise<FreeRunner> {
  const checkpoint = await readCheckpoint((await lab.train(variant, { seed })).checkpoint);
  const table = tableOfText(await lab.readText(file), file);
  const columns = (checkpoint.vocabulary['columns'] as Scale[]).map(scale => table.column(table.header.indexOf(scale.name)).map(value => standardise(value, scale)));
  const rows = Array.from({ length: table.rows }, (_, t) => columns.map(column => column[t]!));
  return {
    rows,
    from(row, steps) {
      const step = echoStateSteps(checkpoint);
      let o: ArrayLike<number> = [];
      for (let t = row - warm + 1; t <= row; t++) o = step(rows[t]!.map(Math.fround));
      const said = [Array.from(o)];
      while (said.length < steps) said.push(Array.from(o = step(o)));
      return said;
    },
  };
}
