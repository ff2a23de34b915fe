import { recordCounts } from './results.mjs';

/** A vitest reporter that keeps the counts for the sum at the end of `npm test`. */
export default class UnitCounts {
  async onTestRunEnd(modules, unhandledErrors) {
    const states = modules.flatMap(module => [...module.children.allTests()]).map(test => test.result().state);
    const count = state => states.filter(one => one === state).length;
    const broken = modules.filter(module => module.state() === 'failed' && module.errors().length > 0).length;
    await recordCounts('unit', {
      passed: count('passed'), failed: count('failed') + broken + unhandledErrors.length, skipped: count('skipped'),
    });
  }
}
