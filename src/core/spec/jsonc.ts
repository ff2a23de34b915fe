import { getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { Positions } from './positions.ts';
import type { Problem, Rule, Span } from './problem.ts';

export interface ParsedText {
  readonly value: unknown;
  readonly positions: Positions;
  readonly problems: Problem[];
}

const maxLength = 1_000_000;
const maxBrackets = 1000;
const maxErrors = 100;

const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol: 'JSON does not know this: text stands in double quotes.',
  InvalidNumberFormat: 'This is not a number as JSON writes it.',
  PropertyNameExpected: 'A field name in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected here.',
  CommaExpected: 'A comma is expected here.',
  CloseBraceExpected: 'A closing brace } is expected here.',
  CloseBracketExpected: 'A closing bracket ] is expected here.',
  UnexpectedEndOfComment: 'This comment is never closed.',
  UnexpectedEndOfString: 'This text is never closed: a double quote is missing.',
  UnexpectedEndOfNumber: 'This number is not complete.',
  InvalidUnicode: 'This is not a character: \\u is followed by four hexadecimal digits.',
  InvalidEscapeCharacter: 'This is not an escape that JSON knows; a backslash itself is written \\\\.',
  InvalidCharacter: 'This character must be escaped inside a text.',
  InvalidCommentToken: 'There are no comments in this JSON.',
};

/** What a parser stumbled over, as a sentence. @param whole what was read */
export function explainJson({ error }: Pick<ParseError, 'error'>, whole: string): string {
  const code = printParseErrorCode(error);
  return code === 'EndOfFileExpected' ? `The ${whole} ends before this; nothing may follow it.` : sentences[code] ?? 'This is not JSON.';
}

function problem(span: Span, message: string, rule: Rule = 'syntax'): Problem {
  return { ...span, message, severity: 'error', rule, path: [] };
}

function explain(error: ParseError, positions: Positions): Problem {
  return problem(positions.span(error.offset, Math.max(error.length, 1)), explainJson(error, 'experiment'));
}

/** A broken line makes the parser stumble again and again: only the first of a line is told. */
function firstOfEachLine(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ line }, index) => problems.findIndex(other => other.line === line) === index);
}

function repeatedKeys(node: Node | undefined, positions: Positions): Problem[] {
  const keys = node?.type === 'object' ? (node.children ?? []).flatMap(({ children }) => children?.[0] ?? []) : [];
  const repeated = keys.filter((key, index) => keys.findIndex(other => other.value === key.value) < index);
  const here = repeated.map(key => problem(positions.span(key.offset, key.length), `\`${key.value}\` is given twice.`));
  return [...here, ...(node?.children ?? []).flatMap(child => repeatedKeys(child, positions))];
}

function unreadable(message: string): ParsedText {
  const positions = new Positions('', undefined);
  return { value: undefined, positions, problems: [problem(positions.value([]), message, 'meaning')] };
}

/** Brackets inside texts count too: this only keeps the parser's recursion within bounds. */
function nestsTooDeep(text: string): boolean {
  return (text.match(/[[{]/g)?.length ?? 0) > maxBrackets;
}

/**
 * Reads JSON with comments and trailing commas. What can be read is, whatever the problems.
 * @param change of its syntax tree, before it is looked into
 */
export function parseText(text: string, change: (root: Node) => void = () => undefined): ParsedText {
  if (text.length > maxLength) return unreadable('This file is too large for an experiment: over a million characters.');
  if (nestsTooDeep(text)) return unreadable('This is not an experiment: it has over a thousand brackets.');
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  if (root) change(root);
  const positions = new Positions(text, root);
  const broken = firstOfEachLine(errors.slice(0, maxErrors).map(error => explain(error, positions)));
  if (!root && broken.length === 0) return { ...unreadable('This file is empty; an experiment has at least `data` and `model`.'), positions };
  return { value: root && getNodeValue(root), positions, problems: [...broken, ...repeatedKeys(root, positions)] };
}
