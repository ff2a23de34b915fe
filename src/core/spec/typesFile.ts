/** The file that tells an editor what a cell of one's own may import. */
export const typesFile = 'unfold.d.ts';

/** What the first line of ours says, and of no file that a person wrote. */
const mark = 'Written by Unfold, which keeps it up to date';

/** Whether a file of that name that is there may be replaced. */
export const isOurs = (types: string): boolean => types.split('\n', 1)[0]!.includes(mark);

/** How a cell or a task asks an editor to read the types beside it, in its first line. */
export const reference = `/// <reference path="./${typesFile}" />`;

/** Whether a cell or a task asks an editor to read the types beside it. */
export const refersToTypes = (code: string): boolean => /^\/\/\/ *<reference path=(['"])\.\/unfold\.d\.ts\1/m.test(code);
