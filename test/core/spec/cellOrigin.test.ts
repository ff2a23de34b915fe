import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { originOf } from '../../../src/core/spec/cellOrigin.ts';
import { newCellTestText, newCellText } from '../../../src/core/spec/newCell.ts';

it.each([[5, 'what is there is kept at first: b_f = 5'], [0, 'b_f begins at 0'], [-0.5, 'b_f begins at −0.5']])('what a forget bias of %d does is said beside it', (forgetBias, comment) => {
  const origin = originOf({ kind: 'lstm', forgetBias, chrono: 0, recurrentInitialiser: 'orthogonal' });
  if (typeof origin === 'string') throw new Error(origin);
  expect(newCellText(readFileSync(`templates/cells/${origin.from}.ts`, 'utf8'), { name: 'mine', js: false, ...origin })).toContain(`    // ${comment}\n`);
});

it('rectified linear units that begin otherwise than with the identity do not say that they begin with it', () => {
  const origin = originOf({ kind: 'relu', recurrentInitialiser: 'orthogonal' });
  if (typeof origin === 'string') throw new Error(origin);
  expect(newCellText(readFileSync('templates/cells/relu.ts', 'utf8'), { name: 'mine', js: false, ...origin })).not.toMatch(/identity|IRNN/);
});

it('what a template has not cannot become another: it is never written as if it had', () => {
  const cell = { name: 'mine', from: 'relu', js: false, changes: { cell: [['the identity', 'a rotation']], test: [['Math.tanh', 'Math.sin']] } } as const;
  expect(newCellText('W begins as the identity', cell)).toBe('W begins as a rotation');
  expect(() => newCellText('W begins as zeros', cell)).toThrow('The template has no “the identity” that could be another.');
  expect(() => newCellTestText('import cell from \'./relu\';', cell)).toThrow('“Math.tanh”');
});
