import { describe, expect, test } from 'vitest';
import schema from '../../../src/core/spec/experiment.schema.json' with { type: 'json' };
import editorSchema from '../../../src/core/spec/generated/editor.schema.json' with { type: 'json' };
import { cellKinds, sentences } from './texts.ts';

type Node = Record<string, unknown>;

/** Every object within a value, with its path. */
function nodes(value: unknown, path = ''): [path: string, node: Node][] {
  if (value === null || typeof value !== 'object') return [];
  const here: [string, Node][] = Array.isArray(value) ? [] : [[path, value as Node]];
  return [...here, ...Object.entries(value).flatMap(([key, child]) => nodes(child, `${path}/${key}`))];
}

const fields = nodes(schema).filter(([path]) => /\/properties\/[^/]+$/.test(path));
const described = (node: Node) => {
  const name = String(node['$ref'] ?? '').replace('#/definitions/', '');
  return node['description'] ?? (schema.definitions as Record<string, Node>)[name]?.['description'];
};

describe('the schema', () => {
  test.each(fields)('%s is described', (_, node) => {
    expect(described(node)).toMatch(/^.{10,}\.$/s);
  });

  test('every value of an enumeration is described', () => {
    const enumerations = nodes(schema).filter(([, node]) => Array.isArray(node['enum']));
    expect(enumerations.length).toBeGreaterThan(3);
    for (const [path, node] of enumerations) expect([path, (node['enumDescriptions'] as string[])?.length]).toEqual([path, (node['enum'] as string[]).length]);
  });
});

test.each(schema.defaultSnippets.map(({ label, body }) => [label, body] as const))('what an empty file may begin with is right as it stands: %s', (_, body) => {
  const typed = JSON.stringify(body).replace(/"\^\$\{\d+:([^}]*)\}"/g, '$1').replace(/\$\{\d+:([^}]*)\}/g, '$1');
  expect(sentences(typed)).toEqual([]);
});

describe('what an editor is given', () => {
  test('has no titles, which are names of types: a hover would begin with them', () => {
    expect(nodes(editorSchema).filter(([, node]) => typeof node['title'] === 'string')).toEqual([]);
  });

  test('leaves unknown fields to Unfold, which knows the one that was meant', () => {
    expect(nodes(editorSchema).filter(([, node]) => node['additionalProperties'] === false)).toEqual([]);
  });

  test('a wrong kind is told every kind there is', () => {
    const cell = editorSchema.definitions.cell.oneOf[0]?.properties.kind as Node;
    expect(cell['errorMessage']).toBe(`Value is not accepted. Valid values: ${cellKinds.join(', ')}.`);
    expect(cellKinds).toEqual(expect.arrayContaining(['"tanh"', '"lstm"', '"./cells/NAME.ts"']));
  });

  test('what a kind means is said of that kind, and not of another that stands there', () => {
    const tags = nodes(editorSchema).filter(([path]) => /\/oneOf\/\d+\/properties\/(kind|task)$/.test(path));
    expect(tags.length).toBeGreaterThan(50);
    expect(tags.filter(([, node]) => node['description'] !== undefined)).toEqual([]);
    const [tanh, own] = [editorSchema.definitions.cell.oneOf[0], editorSchema.definitions.cell.oneOf.at(-1)].map(branch => branch!.properties.kind as Node);
    expect(tanh).toMatchObject({ enum: ['tanh'], markdownEnumDescriptions: [expect.stringContaining('plain recurrent network')] });
    expect(own).toMatchObject({ if: { pattern: own!['pattern'] }, then: { markdownDescription: expect.stringContaining('A cell of your own') } });
  });

  test('a version that is none is told which there are, once', () => {
    expect(editorSchema.properties.version).toEqual({
      enum: [1, schema.properties.version.default], default: schema.properties.version.default, description: schema.properties.version.description, markdownDescription: schema.properties.version.description,
      errorMessage: expect.stringContaining('write 2, or leave `version` out. A higher one is of a newer Unfold: update Unfold.'),
    });
  });

  test('shows descriptions as Markdown', () => {
    expect(editorSchema.definitions.training.properties.tau).toMatchObject({ markdownDescription: schema.definitions.training.properties.tau.description });
  });
});
