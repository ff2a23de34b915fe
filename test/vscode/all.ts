import { runAll } from './lib/runner.ts';
import './activation.test.ts';
import './checkpoint.test.ts';
import './runs.test.ts';
import './language.test.ts';
import './cells.test.ts';
import './lesson.test.ts';
import './example.test.ts';
import './newExperiment.test.ts';
import './lab.test.ts';

/** What VS Code calls in its extension host. */
export const run = runAll;
