/** What of a template's text is another. */
export type Change = readonly [text: string, other: string];

/** The same of a cell's two files. */
export interface Changes {
  readonly cell?: readonly Change[];
  readonly test?: readonly Change[];
}

/** The text of a template with these changes. @throws Error where it lacks what is to be another */
export function withChanges(template: string, changes: readonly Change[] = []): string {
  return changes.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`The template has no “${before}” that could be another.`);
    return text.replaceAll(before, () => after);
  }, template);
}
