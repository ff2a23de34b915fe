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
  if (node.title === 'OwnFacts') return { type: 'object' }; // a run has written it
  const here = mapEntries(node, ([key, value]) => [key, forValidator(value, definitions)]);
  for (const key of prose) if (typeof here[key] === 'string' || Array.isArray(here[key])) delete here[key]; // not a field of that name
  if (here.discriminator) here.oneOf = here.oneOf.map(branch => ({ ...branch, required: branch.required?.filter(name => !['kind', here.discriminator.propertyName].includes(name)) ?? [] }));
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

const noted = /const (err\d+) = \{ instancePath(?:: (.+?))?, schemaPath: "[^"]*", keyword: ("\w+"), params: (\{.*?\}), schema: .+?, parentSchema: (.+?), data(?:: (\w+))? \};\s*if \(vErrors === null\) \{\s*vErrors = \[\1\];\s*\} else \{\s*vErrors\.push\(\1\);\s*\}\s*errors\+\+;/g;
const called = /if \(!(validate\d+)\((.+?), \{ instancePath: (.+?), parentData: .+? \}\)\) \{\s*vErrors = vErrors === null \? \1\.errors : vErrors\.concat\(\1\.errors\);\s*errors = vErrors\.length;\s*\}/g;
const declared = /function (validate\d+)\(data, \{ instancePath = "", parentData, parentDataProperty, rootData = data \} = \{\}\) \{\s*;?\s*let vErrors = null;\s*let errors = 0;/g;
const returned = /validate\d+\.errors = vErrors;\s*return errors === 0;/g;
/** Of a branch that was found by its tag the tag is right. */
const tagged = /if \((\w+)\.(?:kind|task) !== void 0\) \{\s*let (\w+) = \1\.(?:kind|task);\s*if \("\w+" !== \2\) \{\s*vErrors = note\([^;]*\);\s*\}\s*\}/g;
/** What is checked of a number, its type and its bounds, and of a boolean. */
const bounds = String.raw`(?:\s*if \(\w+ [<>]=? [^)]*\) \{\s*vErrors = note\([^;]*\);\s*\})+`;
const wrongType = String.raw`\{\s*vErrors = note\(vErrors, ([^;]*?), "type", ([\w.[\]]+), \1\);\s*\}`;
const integer = new RegExp(String.raw`if \(!\(isInteger\((\w+)\)\)\) ${wrongType}\s*if \(isNumber\(\1\)\) \{${bounds}\s*\}`, 'g');
const number = new RegExp(String.raw`if \(isNumber\((\w+)\)\) \{${bounds}\s*\} else ${wrongType}`, 'g');
const boolean = new RegExp(String.raw`if \(typeof (\w+) !== "boolean"\) ${wrongType}`, 'g');
/** Keys that are none of a schema's. */
const others = /for \(const (\w+) in (\w+)\) \{\s*if \(!\((?:\1 === "[^"]*"(?: \|\| )?)+\)\) \{\s*vErrors = note\(vErrors, ([^;]*?), "additionalProperties", ([\w.[\]]+), \2, \{ additionalProperty: \1 \}\);\s*\}\s*\}/g;
/** A rule's own value says what its parameters would, but for these. */
const withParameters = ['required', 'additionalProperties', 'discriminator', 'uniqueItems'];

const helpers = `function note(errors, instancePath, keyword, parentSchema, data, params) {
  const schema = parentSchema[keyword];
  const error = { instancePath, keyword, params: params ?? { limit: schema, type: schema }, schema, parentSchema, data };
  return errors === null ? [error] : [...errors, error];
}
const join = (errors, others) => (errors === null ? others : others === null ? errors : [...errors, ...others]);
function bounded(errors, path, schema, data) {
  if (data > schema.maximum) errors = note(errors, path, "maximum", schema, data);
  if (data < schema.minimum) errors = note(errors, path, "minimum", schema, data);
  if (data >= schema.exclusiveMaximum) errors = note(errors, path, "exclusiveMaximum", schema, data);
  if (data <= schema.exclusiveMinimum) errors = note(errors, path, "exclusiveMinimum", schema, data);
  return errors;
}
const number = (errors, path, schema, data) => (isNumber(data) ? bounded(errors, path, schema, data) : note(errors, path, "type", schema, data));
const integer = (errors, path, schema, data) => {
  if (!isInteger(data)) errors = note(errors, path, "type", schema, data);
  return isNumber(data) ? bounded(errors, path, schema, data) : errors;
};
const boolean = (errors, path, schema, data) => (typeof data == "boolean" ? errors : note(errors, path, "type", schema, data));
function known(errors, path, schema, data) {
  for (const key in data) if (!Object.hasOwn(schema.properties, key)) errors = note(errors, path, "additionalProperties", schema, data, { additionalProperty: key });
  return errors;
}
const isObject = (data) => data && typeof data == "object" && !Array.isArray(data);
const isInteger = Number.isInteger;
const isNumber = Number.isFinite;
`;

/** ajv writes out for each rule how an error is made, noted and handed on; functions for that take half off the validator. */
function shorter(code) {
  const short = code
    .replace(noted, (_, name, path = 'instancePath', keyword, params, parent, data = 'data') =>
      `vErrors = note(vErrors, ${path}, ${keyword}, ${parent}, ${data}${withParameters.includes(keyword.slice(1, -1)) ? `, ${params}` : ''});`)
    .replace(called, 'vErrors = join(vErrors, $1($2, $3));')
    .replace(declared, 'function $1(data, instancePath = "") {\n  let vErrors = null;')
    .replace(returned, 'return vErrors;')
    .replace(/(\w+) && typeof \1 == "object" && !Array\.isArray\(\1\)/g, 'isObject($1)')
    .replace(/typeof (\w+) == "number" && \(!\(\1 % 1\) && !isNaN\(\1\)\) && isFinite\(\1\)/g, 'isInteger($1)')
    .replace(/typeof (\w+) == "number" && isFinite\(\1\)/g, 'isNumber($1)')
    .replace(/ \|\| isNaN\(\w+\)/g, '')
    .replace(tagged, '')
    .replace(others, 'vErrors = known(vErrors, $3, $4, $2);')
    .replace(integer, 'vErrors = integer(vErrors, $2, $3, $1);')
    .replace(number, 'vErrors = number(vErrors, $2, $3, $1);')
    .replace(boolean, 'vErrors = boolean(vErrors, $2, $3, $1);')
    .replace(/var validate = (validate\d+);/, 'export function validate(data) {\n  validate.errors = $1(data);\n  return validate.errors === null;\n}')
    .replace(/export \{\s*validate\s*\};/, '');
  const left = /vErrors\.push|errors\+\+|parentData|\w\.errors = vErrors/.exec(short);
  if (left) throw new Trouble(`ajv writes its errors in another way than it did (${left[0]}): see scripts/generate.mjs`);
  return helpers + withShortPaths(withoutDefinitions(short));
}

/** The whole schema holds every definition, and each stands by itself as well. */
const withoutDefinitions = code => code.replace(/var (schema\d+) = (\{.*"definitions": \{.*\});\n/, (_, name, text) => {
  const { definitions: __, ...schema } = JSON.parse(text);
  return `var ${name} = ${JSON.stringify(schema)};\n`;
});

/** Each branch of a schema under a name of its own: it is spoken of many times. */
function withShortPaths(code) {
  const declaration = /var (schema\d+) = \{.*\};\n/g;
  return code.replace(declaration, (whole, schema) => {
    const branches = [...new Set(code.match(new RegExp(`\\b${schema}(\\.oneOf\\[\\d+\\])+`, 'g')))].sort((a, b) => a.length - b.length);
    return whole + branches.map(branch => `var ${shortName(branch)} = ${branch};\n`).join('');
  }).replace(/(?<!var \w+ = )\bschema\d+(\.oneOf\[\d+\])+/g, shortName);
}

const shortName = path => path.replaceAll('.oneOf[', '_').replaceAll(']', '');

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
