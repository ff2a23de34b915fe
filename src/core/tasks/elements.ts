/** What each x⁽ᵗ⁾ or y⁽ᵗ⁾ of a task is, and how it is written for people. */
export type Elements = Numbers | Bits | Classes;

/** A row of numbers. */
export interface Numbers {
  readonly kind: 'numbers';
  readonly size: number;
  write(row: Float32Array): string;
}

/** A row of 0 and 1, of which any may be 1. */
export interface Bits {
  readonly kind: 'bits';
  readonly size: number;
  /** @param on which are 1, in order */
  write(on: readonly number[]): string;
}

/** One of so many. */
export interface Classes {
  readonly kind: 'classes';
  readonly names: readonly string[];
}

/** Columns of x or o. */
export function sizeOf(elements: Elements): number {
  return elements.kind === 'classes' ? elements.names.length : elements.size;
}

/** Numbers of a sequence for each element: rows are as wide as they are, a class is its index. */
export function widthOf(elements: Elements): number {
  return elements.kind === 'classes' ? 1 : elements.size;
}

/** The elements of a sequence as people read them. @param values `[length · width]` */
export function writeAll(elements: Elements, values: Float32Array | Int32Array): string[] {
  const width = widthOf(elements);
  return Array.from({ length: values.length / width }, (_, t) => write(elements, Float32Array.from(values.subarray(t * width, (t + 1) * width))));
}

function write(elements: Elements, row: Float32Array): string {
  switch (elements.kind) {
    case 'numbers': return elements.write(row);
    case 'bits': return elements.write(onOf(row));
    case 'classes': return elements.names[row[0]!]!;
  }
}

/** Which of a row of 0 and 1 are 1. */
export function onOf(row: ArrayLike<number>): number[] {
  return Array.from(row).flatMap((bit, index) => (bit > 0.5 ? [index] : []));
}
