import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { expect, test } from 'vitest';
import { checkSchema } from '../../../src/core/spec/checkSchema.ts';
import type { SchemaError } from '../../../src/core/spec/generated/schema.js';
import { schema } from '../../../src/core/spec/generated/schema.js';
import { parseText } from '../../../src/core/spec/jsonc.ts';
import { spellOut } from '../../../src/core/spec/ownCells.ts';

const validate = new Ajv({ allErrors: true, verbose: true, useDefaults: true, discriminator: true, strict: false }).compile(structuredClone(schema));

const gallery = new URL('../../../examples/', import.meta.url);
const experiments = readdirSync(gallery, { recursive: true }).map(String).filter(name => name.endsWith('.unfold.json')).map(name => {
  const { value } = parseText(readFileSync(new URL(name, gallery), 'utf8'));
  spellOut(value);
  return [name, value] as const;
});

type Error = SchemaError | ErrorObject;

/** What both must say of an error. Where a type is wrong, ajv tells some more of the same value, and less of the list around it. */
function told(errors: readonly Error[]): string[] {
  const wrongType = (path: string) => errors.some(({ instancePath, keyword }) => keyword === 'type' && instancePath === path);
  return errors
    .filter(({ instancePath, keyword }) => keyword === 'type' || !(wrongType(instancePath) || (keyword === 'uniqueItems' && wrongType(`${instancePath}/0`))))
    .map(({ instancePath, keyword, params, data, schema: rule }) => JSON.stringify([instancePath, keyword, params['limit'] ?? params['missingProperty'] ?? params['additionalProperty'] ?? params['tagValue'] ?? null, data, rule]))
    .sort();
}

/** Every place within a value, by what leads there. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, Array.isArray(value) ? Number(key) : key]))];
}

function changed(value: unknown, path: readonly (string | number)[], change: (parent: Record<string | number, unknown>, key: string | number) => void): unknown {
  const root = { whole: structuredClone(value) };
  const keys = ['whole', ...path];
  change(keys.slice(0, -1).reduce((here: never, key) => here[key], root as never), keys.at(-1)!);
  return root.whole;
}

const wrong: unknown[] = [null, -1, 1e12, 1.5, '', 'none such', [], ['a', 'a'], { kind: 'lstm' }];

test.each(experiments)('%s, and all that one change makes of it, is found right or wrong as ajv finds it', (_, experiment) => {
  const variants = places(experiment).flatMap(path => [
    changed(experiment, path, (parent, key) => { if (Array.isArray(parent)) parent.splice(Number(key), 1); else delete parent[key]; }),
    changed(experiment, path, (parent, key) => { const here = parent[key]; if (here !== null && typeof here === 'object' && !Array.isArray(here)) Object.assign(here, { unknown: 1 }); }),
    ...wrong.map(value => changed(experiment, path, (parent, key) => { parent[key] = value; })),
  ]);
  for (const variant of [experiment, ...variants]) {
    const [ours, theirs] = [structuredClone(variant), structuredClone(variant)];
    const errors = checkSchema(ours);
    const right = validate(theirs);
    if (errors.length > 0 || !right) expect(told(errors), JSON.stringify(variant)).toEqual(told(validate.errors ?? []));
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) expect(ours).toEqual(theirs);
  }
});
