// Makes from the JSON Schema of an experiment its types, what checks it, and what an editor is given.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { editorSchema } from './lib/editor-schema.mjs';
import { isFresh } from './lib/fresh.mjs';
import { inRoot } from './lib/paths.mjs';
import { say, script } from './lib/say.mjs';

const schemaFile = inRoot('src/core/spec/experiment.schema.json');
const generated = name => inRoot('src/core/spec/generated', name);
const banner = '/* eslint-disable */\n// Generated from experiment.schema.json. Do not edit.\n';

async function types(schema) {
  const { compile } = await import('json-schema-to-typescript');
  return compile(schema, schema.title, {
    bannerComment: banner, additionalProperties: false, ignoreMinAndMaxItems: true, style: { singleQuote: true, printWidth: 120 },
  });
}

const mapEntries = (object, change) => Object.fromEntries(Object.entries(object).map(change));

const prose = ['title', 'description', 'enumDescriptions', 'defaultSnippets'];

/** ajv fills in the default of a property only where it stands beside the `$ref`, not behind it. Prose is left out. */
function forChecking(node, definitions) {
  if (node === null || typeof node !== 'object') return node;
  if (Array.isArray(node)) return node.map(entry => forChecking(entry, definitions));
  if (node.title === 'OwnFacts' || node.title === 'OwnTaskFacts') return { type: 'object' }; // a run has written it
  const here = mapEntries(node, ([key, value]) => [key, forChecking(value, definitions)]);
  for (const key of prose) if (typeof here[key] === 'string' || Array.isArray(here[key])) delete here[key]; // not a field of that name
  if (here.discriminator) here.oneOf = here.oneOf.map(branch => ({ ...branch, required: branch.required?.filter(name => !['kind', here.discriminator.propertyName].includes(name)) ?? [] }));
  const behind = definitions[node.$ref?.split('/').at(-1)]?.default;
  return behind === undefined ? here : { default: behind, ...here };
}

function withDefaultsInPlace(schema) {
  const definitions = mapEntries(schema.definitions, ([name, { default: _, ...rest }]) => [name, rest]);
  return forChecking({ ...schema, definitions }, schema.definitions);
}

/** As src/core/spec/checkSchema.ts reads it: without prose, defaults beside each `$ref`. */
async function schemaModule(schema) {
  const read = withDefaultsInPlace(schema);
  await compiles(read);
  return `${banner}export const schema = ${JSON.stringify(read)};\n`;
}

/** ajv says where a schema is none; the test of checkSchema.ts holds both to the same answers. */
async function compiles(schema) {
  const { default: Ajv } = await import('ajv');
  const strictRequired = false; // the tag of a union is required beside the branches that declare it
  new Ajv({ strict: true, strictRequired, useDefaults: true, discriminator: true, keywords: ['allowTrailingCommas'] }).compile(schema);
}

const schemaTypes = `${banner}/** What JSON Schema says of a value, as far as the experiment's schema does. */
export interface Schema {
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly discriminator?: { readonly propertyName: string };
  readonly oneOf?: readonly Schema[];
}

/** What does not fit the schema, and where (a JSON pointer). */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: keyof Schema;
  readonly params: Readonly<Record<string, unknown>>;
  /** The value that does not fit, the rule it breaks, and the schema around that rule. */
  readonly data: unknown;
  readonly schema: unknown;
  readonly parentSchema: Schema;
}

export declare const schema: Schema;
`;

export async function generate() {
  const outputs = ['experiment.ts', 'schema.js', 'schema.d.ts', 'editor.schema.json'].map(generated);
  if (await isFresh(outputs, [schemaFile, fileURLToPath(import.meta.url), inRoot('scripts/lib/editor-schema.mjs')])) return say('types are up to date');
  const text = await readFile(schemaFile, 'utf8');
  await mkdir(generated('.'), { recursive: true });
  await writeFile(outputs[0], await types(JSON.parse(text)));
  await writeFile(outputs[1], await schemaModule(JSON.parse(text)));
  await writeFile(outputs[2], schemaTypes);
  await writeFile(outputs[3], JSON.stringify(editorSchema(JSON.parse(text)), null, 2));
  say('types made from the schema');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await script(generate);
