import { relative } from 'node:path';
import { root } from './paths.mjs';
import { recordCounts } from './results.mjs';

const told = (where, errors) => `${where}: ${errors[0]?.message.split('\n')[0] ?? 'failed'}`;

/** A vitest reporter that keeps the counts for the sum at the end of `npm test`. */
export default class UnitCounts {
  async onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap(module => [...module.children.allTests()]);
    const inState = state => tests.filter(test => test.result().state === state);
    const at = module => relative(root, module.moduleId);
    const failures = [
      ...inState('failed').map(test => told(`${at(test.module)} › ${test.fullName}`, test.result().errors)),
      ...modules.filter(module => module.errors().length > 0).map(module => told(at(module), module.errors())),
      ...unhandledErrors.map(error => told('outside any test', [error])),
    ];
    await recordCounts('unit', { passed: inState('passed').length, failed: failures.length, skipped: inState('skipped').length, failures });
  }
}
