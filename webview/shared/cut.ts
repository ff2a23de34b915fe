/** Pixels; in less room the beginning of a text says nothing. */
const worthCutting = 36;

/** As much of a text as there is room for: all of it or its only letter, its beginning where that says something, or nothing. */
export function cut(text: string, room: number, widthOf: (part: string) => number): string {
  if (widthOf(text) <= room || text.length === 1) return text; // a text without its m could not be read
  if (room < worthCutting) return '';
  const letters = [...text];
  let length = Math.max(1, Math.floor((letters.length * room) / widthOf(text)));
  const part = () => `${letters.slice(0, length).join('').trimEnd()}…`;
  while (length > 1 && widthOf(part()) > room) length--;
  return part();
}
