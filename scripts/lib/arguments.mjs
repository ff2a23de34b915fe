import { parseArgs } from 'node:util';
import { Trouble } from './say.mjs';

/** Reads this script's flags. @throws a sentence when there is one it does not know */
export function flags(options) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Trouble(error.message);
  }
}
