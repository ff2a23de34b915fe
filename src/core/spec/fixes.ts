import type { SchemaError } from './generated/schema.js';
import type { Fix } from './problem.ts';
import { nearest } from './suggest.ts';

/** The value nearest to the one written that fits; undefined where none is near. */
export function fitting({ keyword, data, schema, params }: SchemaError): Fix | undefined {
  const value = (to: unknown): Fix | undefined => (to === undefined ? undefined : { kind: 'value', to });
  switch (keyword) {
    case 'enum': return value(typeof data === 'string' ? nearest(data, (schema as unknown[]).map(String)) : undefined);
    case 'const': return value(schema);
    case 'minimum': case 'maximum': return value(params['limit']);
    case 'type': return value(ofType(String(params['type']), data));
    default: return undefined;
  }
}

/** `"64"` for 64, 64.2 for 64, `"true"` for true. */
function ofType(type: string, data: unknown): unknown {
  if (typeof data !== 'string' && typeof data !== 'number') return undefined;
  const number = String(data).trim() === '' ? NaN : Number(data);
  switch (type) {
    case 'boolean': return { true: true, false: false }[String(data)];
    case 'string': return String(data);
    case 'number': return Number.isFinite(number) ? number : undefined;
    case 'integer': return Number.isFinite(number) ? Math.round(number) : undefined;
    default: return undefined;
  }
}

/** The missing field, with what is least to say in it. @param tags what it may be, where it is a union's */
export function addition({ params, parentSchema }: SchemaError, tags: readonly unknown[]): Fix {
  const field = String(params['missingProperty']);
  const { type, minimum, default: usual, $ref, enum: choices } = parentSchema.properties?.[field] ?? {};
  const empty = { string: '', array: [], integer: minimum ?? 0, number: minimum ?? 0, boolean: false }[type ?? ''];
  return { kind: 'add', field, value: tags[0] ?? usual ?? choices?.[0] ?? empty ?? ($ref === undefined ? '' : {}) };
}
