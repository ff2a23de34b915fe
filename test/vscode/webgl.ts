import { runAll } from './lib/runner.ts';
import './webgl.test.ts';

/** What takes a core of its own for minutes: a VS Code beside the one of the other tests. */
export const run = runAll;
