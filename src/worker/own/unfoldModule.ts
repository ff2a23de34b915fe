import * as operations from './operations.ts';

/** Says that a function makes a cell. It gives the function back: it is there for the types of unfold.d.ts. */
const defineCell = <F>(make: F): F => make;

/** What `import … from 'unfold'` gives to a person's cell. */
export const unfoldModule: Readonly<Record<string, unknown>> = { ...operations, defineCell };
