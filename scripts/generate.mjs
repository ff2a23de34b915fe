// Makes the types and the validator of an experiment from its JSON Schema.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { editorSchema } from './lib/editor-schema.mjs';
import { isFresh } from './lib/fresh.mjs';
import { inRoot } from './lib/paths.mjs';
import { Trouble, say, script } from './lib/say.mjs';

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
function forValidator(node, definitions) {
  if (node === null || typeof node !== 'object') return node;
  if (Array.isArray(node)) return node.map(entry => forValidator(entry, definitions));
  const here = mapEntries(node, ([key, value]) => [key, forValidator(value, definitions)]);
  for (const key of prose) if (typeof here[key] === 'string' || Array.isArray(here[key])) delete here[key]; // not a field of that name
  const behind = definitions[node.$ref?.split('/').at(-1)]?.default;
  return behind === undefined ? here : { default: behind, ...here };
}

function withDefaultsInPlace(schema) {
  const definitions = mapEntries(schema.definitions, ([name, { default: _, ...rest }]) => [name, rest]);
  return forValidator({ ...schema, definitions }, schema.definitions);
}

/** Compiled ahead, since an extension page may not make code from text; bundled, since ajv leaves `require`s of its helpers. */
async function validator(schema) {
  const { default: Ajv } = await import('ajv');
  const { default: standalone } = await import('ajv/dist/standalone/index.js');
  const ajv = new Ajv({
    strict: true, strictRequired: false, // the tag of a union is required beside the branches that declare it
    allErrors: true, verbose: true, messages: false, useDefaults: true, discriminator: true, inlineRefs: false, code: { source: true, esm: true },
    keywords: ['allowTrailingCommas'],
  });
  ajv.addSchema(withDefaultsInPlace(schema), 'experiment');
  return banner + shorter(await bundled(standalone(ajv, { validate: 'experiment' })));
}

async function bundled(contents) {
  const { build } = await import('esbuild');
  const { outputFiles: [file] } = await build({
    stdin: { contents, resolveDir: inRoot() }, bundle: true, write: false, format: 'esm', platform: 'neutral', target: 'es2022',
  });
  return file.text;
}

const noted = /const (err\d+) = \{ instancePath(?:: (.+?))?, schemaPath: "[^"]*", keyword: ("\w+"), params: (\{.*?\}), schema: (.+?), parentSchema: (.+?), data(?:: (\w+))? \};\s*if \(vErrors === null\) \{\s*vErrors = \[\1\];\s*\} else \{\s*vErrors\.push\(\1\);\s*\}/g;
const noting = `function note(errors, instancePath, keyword, params, schema, parentSchema, data) {
  const error = { instancePath, keyword, params, schema, parentSchema, data };
  return errors === null ? [error] : [...errors, error];
}
`;

/** ajv writes out for each rule how an error is made and noted; one function for all of them takes a fifth off the extension's host. */
function shorter(code) {
  const short = code.replace(noted, (_, name, path = 'instancePath', keyword, params, schema, parent, data = 'data') =>
    `vErrors = note(vErrors, ${path}, ${keyword}, ${params}, ${schema}, ${parent}, ${data});`);
  if (short.includes('vErrors.push')) throw new Trouble('ajv writes its errors in another way than it did: see `noted` in scripts/generate.mjs');
  return noting + short;
}

const validatorTypes = `${banner}import type { Experiment } from './experiment.ts';

/** What does not fit the schema, and where (a JSON pointer). */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The value that does not fit, the rule it breaks, and the schema around that rule. */
  readonly data: unknown;
  readonly schema: unknown;
  readonly parentSchema: {
    readonly properties?: Readonly<Record<string, { readonly const?: unknown }>>;
    readonly oneOf?: readonly { readonly properties: Readonly<Record<string, { readonly const?: unknown }>> }[];
  };
}

/** Checks a parsed file and fills in defaults, in place; \`errors\` holds what is wrong with the last one. */
export declare const validate: {
  (data: unknown): data is Experiment;
  errors?: readonly SchemaError[] | null;
};
`;

export async function generate() {
  const outputs = ['experiment.ts', 'validate.js', 'validate.d.ts', 'editor.schema.json'].map(generated);
  if (await isFresh(outputs, [schemaFile, fileURLToPath(import.meta.url)])) return say('types and validator are up to date');
  const text = await readFile(schemaFile, 'utf8');
  await mkdir(generated('.'), { recursive: true });
  await writeFile(outputs[0], await types(JSON.parse(text)));
  await writeFile(outputs[1], await validator(JSON.parse(text)));
  await writeFile(outputs[2], validatorTypes);
  await writeFile(outputs[3], JSON.stringify(editorSchema(JSON.parse(text)), null, 2));
  say('types and validator made from the schema');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await script(generate);
