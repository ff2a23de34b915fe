import { checkSchema } from './checkSchema.ts';
import type { Experiment } from './generated/experiment.ts';
import type { SchemaError } from './generated/schema.js';
import { ownFileForm } from './ownCells.ts';
import type { Positions } from './positions.ts';
import { addition, fitting } from './fixes.ts';
import type { Fix, Path, Problem } from './problem.ts';
import { didYouMean, nearest } from './suggest.ts';
import { counted, describe, fieldName, formatNumber, listed, typeNames } from './wording.ts';

export type Shaped = { readonly experiment: Experiment; readonly problems: readonly [] } | { readonly experiment?: never; readonly problems: Problem[] };

interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly fix?: Fix | undefined;
}

/** Checks a parsed file against the schema and fills in the schema's defaults, in place. */
export function checkShape(value: unknown, positions: Positions): Shaped {
  const errors = checkSchema(value);
  if (errors.length === 0) return { experiment: value as Experiment, problems: [] };
  return { problems: errors.filter(error => !isEcho(error, errors)).map(error => place(error, value, positions)) };
}

/** Some mistakes are found twice: a missing `kind` is also a bad one, a misspelt field is also a missing one. */
function isEcho(error: SchemaError, errors: readonly SchemaError[]): boolean {
  if (error.keyword === 'discriminator') return error.params['tagValue'] === undefined;
  if (error.keyword !== 'required') return false;
  const unknown = errors.filter(other => other.keyword === 'additionalProperties' && other.instancePath === error.instancePath);
  return unknown.some(other => meantBy(other) === error.params['missingProperty']);
}

function place(error: SchemaError, root: unknown, positions: Positions): Problem {
  const at = error.instancePath.split('/').slice(1).map(unescape);
  const path = indexed(at, root);
  const { message: words, path: found, fix = fitting(error) } = explain(error, path);
  const unknown = error.keyword === 'additionalProperties';
  const message = words.charAt(0).toUpperCase() + words.slice(1);
  return { ...(unknown ? positions.key(found) : positions.value(found)), message, severity: 'error', rule: unknown ? 'field' : 'shape', path: found, ...(fix && { fix }) };
}

const unescape = (segment: string) => segment.replaceAll('~1', '/').replaceAll('~0', '~');

/** A JSON pointer writes places in a list as text; a path has numbers. */
function indexed(segments: readonly string[], root: unknown): Path {
  let here = root;
  return segments.map(segment => {
    const key = Array.isArray(here) ? Number(segment) : segment;
    here = (here as Record<string | number, unknown>)[key];
    return key;
  });
}

function meantBy(error: SchemaError): string | undefined {
  return nearest(String(error.params['additionalProperty']), Object.keys(error.parentSchema.properties ?? {}));
}

function explain(error: SchemaError, path: Path): Finding {
  const name = fieldName(path);
  const limit = formatNumber(Number(error.params['limit']));
  const is = `${name} is ${describe(error.data)}`;
  switch (error.keyword) {
    case 'additionalProperties': return unknownField(error, path);
    case 'discriminator': return badTag(error, path);
    case 'required': return { path, message: `${name} has no ${missing(error)}.`, fix: addition(error, tagValues(error, String(error.params['missingProperty']))) };
    case 'type': return { path, message: `${is}; ${typeNames[String(error.params['type'])]} is expected.` };
    case 'enum': return { path, message: `${is}; ${choice(error.data, error.schema as unknown[])}` };
    case 'const': return { path, message: `${is}; it must be ${describe(error.schema)}.` };
    case 'minimum': return { path, message: `${is}; it must be at least ${limit}.` };
    case 'maximum': return { path, message: `${is}; it must be at most ${limit}.` };
    case 'exclusiveMinimum': return { path, message: `${is}; it must be more than ${limit}.` };
    case 'exclusiveMaximum': return { path, message: `${is}; it must be less than ${limit}.` };
    case 'minItems': return { path, message: `${name} needs at least ${counted(Number(error.schema), 'entry', 'entries')}.` };
    case 'maxItems': return { path, message: `${name} takes at most ${counted(Number(error.schema), 'entry', 'entries')}.` };
    case 'minLength': return { path, message: `${name} is empty.` };
    case 'maxLength': return { path, message: `${name} is too long; it takes at most ${limit} characters.` };
    case 'uniqueItems': return { path, message: `${name} has ${describe((error.data as unknown[])[Number(error.params['j'])])} twice.` };
    default: throw new Error(`the schema uses ${error.keyword}, which has no sentence`);
  }
}

function unknownField(error: SchemaError, path: Path): Finding {
  const written = String(error.params['additionalProperty']);
  const meant = meantBy(error);
  const known = Object.keys(error.parentSchema.properties ?? {});
  const end = meant === undefined ? `; ${fieldName(path)} takes ${listed(known.map(name => `\`${name}\``), 'and')}.` : `; did you mean \`${meant}\`?`;
  return { path: [...path, written], message: `Unknown field \`${written}\`${end}`, ...(meant !== undefined && { fix: { kind: 'rename', to: meant } }) };
}

/** Of a union's tag, what it may be. */
function missing(error: SchemaError): string {
  const field = String(error.params['missingProperty']);
  const values = tagValues(error, field);
  return values.length > 0 ? `\`${field}\`: ${listed(values.map(describe), 'or')}` : `\`${field}\``;
}

const tagValues = (error: SchemaError, tag: string) => (error.parentSchema.oneOf ?? []).map(branch => branch.properties?.[tag]?.const).map(value => (value === 'own' ? ownFile(tag) : value));

/** A cell or a task of one's own is asked for by its file. */
const ownFile = (tag: string): string => (tag === 'task' ? './tasks/NAME.ts' : './cells/NAME.ts');

function badTag(error: SchemaError, path: Path): Finding {
  const tag = String(error.params['tag']);
  const written = error.params['tagValue'];
  const allowed = tagValues(error, tag);
  const said = allowed.includes(ownFile(tag)) && looksLikeFile(written) ? ownFileForm(tag === 'task' ? 'task' : 'cell') : choice(written, allowed);
  const meant = typeof written === 'string' ? nearest(written, allowed.map(String)) : undefined;
  return { path: [...path, tag], message: `\`${tag}\` is ${describe(written)}; ${said}`, ...(meant !== undefined && { fix: { kind: 'value', to: meant } }) };
}

const looksLikeFile = (kind: unknown): boolean => typeof kind === 'string' && /[\\/]|\.[cm]?[jt]sx?$/.test(kind);

/** `expected "a", "b" or "c"; did you mean "a"?` */
function choice(written: unknown, allowed: readonly unknown[]): string {
  const texts = allowed.map(String);
  const hint = typeof written === 'string' ? didYouMean(written, texts, '"') : '.';
  return `expected ${listed(allowed.map(describe), 'or')}${hint}`;
}
