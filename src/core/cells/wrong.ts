/** Says what is wrong with a part of a person's cell, after the place. */
export type Wrong = (what: string) => never;
/** The same of a parameter, or of all of them. */
export type WrongAt = (parameter?: string) => Wrong;
