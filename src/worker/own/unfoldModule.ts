import { definitions } from './definitions.ts';
import * as operations from './operations.ts';

/** What `import … from 'unfold'` gives to a person's cell. */
export const unfoldModule: Readonly<Record<string, unknown>> = { ...operations, ...definitions };
