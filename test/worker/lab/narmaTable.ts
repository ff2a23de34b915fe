import { tableOfText } from '../../../src/core/data/numberTable.ts';
import { split } from '../../../src/core/math/random.ts';
import { drawNarma } from '../../../src/core/tasks/narma.ts';

/** A NARMA-10 system and what goes into it, with a column that never changes. */
export function narmaCsv(rows: number, seed = 1): string {
  const { x, y } = drawNarma(10, rows, split(seed, 'data'));
  return `u,y,still\n${Array.from({ length: rows }, (_, t) => `${x[t]},${y[t]},7`).join('\n')}\n`;
}

export const narmaTable = (rows: number, seed = 1) => tableOfText(narmaCsv(rows, seed), 'narma.csv');
