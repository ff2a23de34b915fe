import { describe, expect, test } from 'vitest';
import { makeCell } from '../../../src/core/cells/index.ts';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import { isFused } from '../../../src/engine/fused/index.ts';
import { everyCellSpec, nameOf } from '../cells/experiments.ts';
import { treeCells } from '../cells/trees.ts';

describe.each([...everyCellSpec.map(spec => ({ name: nameOf(spec), spec })), ...treeCells])('what is known of $name', ({ spec }) => {
  const cell = makeCell(spec, 2, 3);
  const facts = cellFacts(spec);

  test('is the name of its equations, and whether they have fused kernels', () => {
    expect(cell.kind).toBe(facts.equations);
    expect([facts.held.planned !== undefined, facts.held.fused !== undefined]).toEqual([isFused(cell.kind), isFused(cell.kind)]);
  });

  test('is whether it is of trees, and the matrices of its children', () => {
    const matrices = Object.entries(Object.assign({}, ...(facts.children ?? []).map(way => way.matrices)) as Record<string, number>);
    expect(cell.ofTrees === true).toBe(facts.children !== undefined);
    const shapes = new Map(cell.parameters.map(({ name, shape }) => [name, shape]));
    for (const [name, blocks] of matrices) expect(shapes.get(name)).toEqual([3, 3 * blocks]);
  });

  test('is whether its whole state is h', () => {
    expect(facts.onlyH).toBe(Object.keys(cell.stateSizes).join() === 'h');
  });
});
