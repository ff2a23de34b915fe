import { runAll, suite, test } from './lib/runner.ts';
import './activation.test.ts';
import './lesson.test.ts';

suite('web', () => {
  test('this is the web extension host: Node is not there', () => {
    if ('process' in globalThis) throw new Error('these tests run on Node');
  });
});

/** What VS Code calls in its web worker extension host. */
export const run = runAll;
