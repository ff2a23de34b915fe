import type { Schema, SchemaError } from './generated/schema.js';
import { schema as root } from './generated/schema.js';

/** Each rule of JSON Schema that the experiment's uses: what breaks it, as its parameters; nothing where it is kept. */
type Rule = (limit: never, data: never) => object | false | undefined;

const rules = {
  minimum: (limit: number, data: number) => data < limit && { limit },
  maximum: (limit: number, data: number) => data > limit && { limit },
  exclusiveMinimum: (limit: number, data: number) => data <= limit && { limit },
  exclusiveMaximum: (limit: number, data: number) => data >= limit && { limit },
  minLength: (limit: number, data: string) => Array.from(data).length < limit && { limit },
  maxLength: (limit: number, data: string) => Array.from(data).length > limit && { limit },
  minItems: (limit: number, data: readonly unknown[]) => data.length < limit && { limit },
  maxItems: (limit: number, data: readonly unknown[]) => data.length > limit && { limit },
  uniqueItems: (_: true, data: readonly unknown[]) => repeated(data),
  const: (value: unknown, data: unknown) => data !== value && { allowedValue: value },
  enum: (values: readonly unknown[], data: unknown) => !values.includes(data) && { allowedValues: values },
} satisfies Record<string, Rule>;

/** What each rule is of; const and enum are of anything. */
const rulesOf: Readonly<Record<string, readonly (keyof typeof rules)[]>> = {
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  string: ['minLength', 'maxLength'],
  array: ['minItems', 'maxItems', 'uniqueItems'],
};

function repeated(data: readonly unknown[]): { i: number; j: number } | undefined {
  const j = data.findIndex((entry, index) => data.indexOf(entry) < index);
  return j < 0 ? undefined : { i: data.indexOf(data[j]), j };
}

const isType: Readonly<Record<string, (data: unknown) => boolean>> = {
  integer: Number.isInteger,
  number: Number.isFinite,
  array: Array.isArray,
  string: data => typeof data === 'string',
  boolean: data => typeof data === 'boolean',
  object: data => kindOf(data) === 'object',
};

const kindOf = (data: unknown): string => (Array.isArray(data) ? 'array' : data === null ? 'null' : typeof data);

/** What in a parsed experiment does not fit the schema. Fills in the defaults, in place. */
export function checkSchema(data: unknown): SchemaError[] {
  return check(data, root, '');
}

function check(data: unknown, { $ref, ...here }: Schema, path: string): SchemaError[] {
  const parentSchema: Schema = $ref === undefined ? here : root.definitions![$ref.slice('#/definitions/'.length)]!;
  const error = (keyword: keyof Schema, params: object): SchemaError => ({ instancePath: path, keyword, params: { ...params }, data, schema: parentSchema[keyword], parentSchema });
  const { type } = parentSchema;
  if (type !== undefined && !isType[type]!(data)) return [error('type', { type })];
  const broken = ([...rulesOf[kindOf(data)] ?? [], 'const', 'enum'] as const).flatMap(keyword => {
    const params = Object.hasOwn(parentSchema, keyword) && rules[keyword](parentSchema[keyword] as never, data as never);
    return params ? [error(keyword, params)] : [];
  });
  if (Array.isArray(data) && parentSchema.items) return [...broken, ...data.flatMap((entry, index) => check(entry, parentSchema.items!, `${path}/${index}`))];
  return kindOf(data) === 'object' ? [...broken, ...checkObject(data as Fields, parentSchema, path, error)] : broken;
}

type Fields = Record<string, unknown>;

function checkObject(data: Fields, { properties = {}, required = [], additionalProperties, discriminator, oneOf = [] }: Schema, path: string, error: (keyword: keyof Schema, params: object) => SchemaError): SchemaError[] {
  for (const [name, { default: usual }] of Object.entries(properties)) if (usual !== undefined && data[name] === undefined) data[name] = structuredClone(usual);
  const missing = required.filter(name => data[name] === undefined).map(missingProperty => error('required', { missingProperty }));
  const unknown = additionalProperties === false ? Object.keys(data).filter(name => !Object.hasOwn(properties, name)) : [];
  return [
    ...missing,
    ...unknown.map(additionalProperty => error('additionalProperties', { additionalProperty })),
    ...Object.entries(properties).flatMap(([name, schema]) => (data[name] === undefined ? [] : check(data[name], schema, `${path}/${name}`))),
    ...discriminator ? checkBranch(data, discriminator.propertyName, oneOf, path, error) : [],
  ];
}

/** Of a union the branch that its tag names. */
function checkBranch(data: Fields, tag: string, branches: readonly Schema[], path: string, error: (keyword: keyof Schema, params: object) => SchemaError): SchemaError[] {
  const tagValue = data[tag];
  const branch = branches.find(({ properties }) => properties?.[tag]?.const === tagValue && tagValue !== undefined);
  return branch ? check(data, branch, path) : [error('discriminator', { tag, tagValue })];
}
