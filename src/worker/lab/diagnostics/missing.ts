/** A sentence why something is not told. */
export class Missing extends Error {}
