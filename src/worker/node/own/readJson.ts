import { OwnCodeError } from '../../../core/spec/ownCode.ts';
import { parseText } from '../../../core/spec/jsonc.ts';

/** The data of a file that a cell imports. @throws OwnCodeError, a sentence that begins with the place */
export function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    const [wrong] = parseText(text).problems; // knows where; an experiment may have commas at the end, and comments
    throw new OwnCodeError(wrong ? `${name}:${wrong.line}:${wrong.column}: ${wrong.message}` : `${name} is not JSON: ${(error as Error).message.replace(/ is not valid JSON$/, '')}.`);
  }
}
