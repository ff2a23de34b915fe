import { runAll } from './lib/runner.ts';
import './activationTime.test.ts';
import './responsive.test.ts';
import './savedCells.test.ts';

/** What measures times: alone on the machine. */
export const run = runAll;
