const causes: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
};

/** Why a file could not be read, as a sentence. */
export function unreadable(file: string, { code = 'unknown' }: NodeJS.ErrnoException): string {
  return code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${causes[code] ?? code}.`;
}
