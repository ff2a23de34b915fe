/** A cell that somebody wrote, under another name beside it: what it imports is found from there. */
export interface CellCopy {
  readonly from: string;
  readonly to: string;
  /** The test beside it, and where its copy goes. */
  readonly test: string;
  readonly toTest: string;
}

/** @param file the cell's, `./cells/mine.ts` @param name the new one's */
export function copyOf(file: string, name: string): CellCopy {
  const [, folder, old, ending] = /^(.*\/)([^/]*)(\.\w+)$/.exec(file)! as unknown as [string, string, string, string];
  return { from: file, to: `${folder}${name}${ending}`, test: `${folder}${old}.test${ending}`, toTest: `${folder}${name}.test${ending}` };
}

/** The text of a test that imports the copy. */
export function testOfCopy(text: string, { from, to }: CellCopy): string {
  const [old, name] = [from, to].map(path => path.replace(/^.*\/|\.\w+$/g, '')) as [string, string];
  return text.replaceAll(/(['"])\.\/([^'"]*?)((?:\.\w+)?)\1/g, (all, quote: string, module: string, ending: string) => (module === old ? `${quote}./${name}${ending}${quote}` : all));
}
