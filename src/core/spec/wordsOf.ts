/** Stands for every word that a model does not know; so do texts themselves write it, such as the Penn Treebank of Mikolov. */
export const unknownWord = '<unk>';

const letters = String.raw`[\p{L}\p{M}\p{N}]+`;
const pattern = new RegExp(String.raw`${unknownWord}|\r\n|\r|\n|${letters}(?:[.,'’\-]${letters})*|(\S)\1*`, 'gu');

/**
 * The words of a text: letters and digits in a row, with what joins them (`don't`, `well-known`, `3.14`); signs are words of their own,
 * the same ones in a row one (`--`, `...`), and so is the end of a line. Upper and lower case differ.
 */
export function wordsOf(text: string): string[] {
  return Array.from(text.matchAll(pattern), ([word]) => (word === '\r\n' || word === '\r' ? '\n' : word));
}

const closing = /^([.,;:!?)\]}%…»”’]+|[-–—]+)$/u;
const opening = /^([([{«“‘#$£€@]+|[-–—]+)$/u;

/**
 * Words, each with the space before it where one belongs. None stands around the end of a line and dashes, before what closes (`,` `)`)
 * and after what opens (`(`). Quotes that do not say themselves which they do open and close in turn.
 */
export function spaced(words: readonly string[]): string[] {
  const open = new Set<string>();
  let glued = true; // to the word before
  return words.map(word => {
    const quote = word === '"' || word === "'";
    const closes = quote ? open.has(word) : closing.test(word);
    const written = glued || closes || word === '\n' ? word : ` ${word}`;
    if (word === '\n') open.clear();
    else if (quote) open[closes ? 'delete' : 'add'](word);
    glued = word === '\n' || (quote ? !closes : opening.test(word));
    return written;
  });
}
