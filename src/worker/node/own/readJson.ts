import { OwnCellError } from '../../../core/cells/own.ts';
import { parseText } from '../../../core/spec/jsonc.ts';

/** The data of a file that a cell imports. @throws OwnCellError, a sentence that begins with the place */
export function readJson(text: string, name: string): unknown {
  const { value, problems: [wrong] } = parseText(text);
  if (wrong) throw new OwnCellError(`${name}:${wrong.line}:${wrong.column}: ${wrong.message}`);
  return value;
}
