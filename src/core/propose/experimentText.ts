/** An experiment file in parts: the lines of each as they stand in it, comments and commas included. */
export interface Draft {
  readonly name: string;
  readonly description: string;
  readonly data: readonly string[];
  readonly model: readonly string[];
  readonly training: readonly string[];
  readonly samples: readonly string[];
}

/** The text of `NAME.unfold.json`, written as those of the gallery are. */
export function experimentText({ name, description, data, model, training, samples }: Draft): string {
  const part = (title: string, lines: readonly string[]): string => `  "${title}": {\n${lines.map(line => `    ${line}\n`).join('')}  }`;
  const parts = [part('data', data), part('model', model), part('training', training), part('samples', samples)];
  return `{\n  "name": ${quoted(name.slice(0, 200))},\n  "description": ${quoted(description)},\n${parts.join(',\n')}\n}\n`;
}

export const quoted = (text: string): string => JSON.stringify(text);

/** What a file calls itself within a comment, which ends with its line; a long one is cut. */
export function named(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `"${line.length > 40 ? `${line.slice(0, 39)}…` : line}"`;
}

/** A schedule of so many steps that is looked at some twenty times. */
export function steps(count: number): { readonly lines: string[]; readonly every: number } {
  const every = Math.max(1, Math.round(count / 20));
  return { every, lines: [`"steps": ${count}, // parameter updates; a run can be stopped, and go on, at any time`] };
}

/** `load` of `data/load.csv`, as a title. */
export const stemOf = (file: string): string => file.replace(/^.*[\\/]/, '').replace(/(?<=.)\.[^.]*$/, '');
