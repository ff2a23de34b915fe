/** The file is not what its format says. The message is one sentence for a person: what is wrong, and where. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}
