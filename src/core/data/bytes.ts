import type { DataMemory } from '../checkpoint/checkpoint.ts';
import { visible, type Symbols } from './symbols.ts';

/** The 256 bytes: any file, and any text in UTF-8, is made of them. */
export class Bytes implements Symbols {
  readonly unit = 'byte';
  readonly size = 256;
  readonly begin = 0x0A;
  readonly memory: DataMemory = { bytes: true };

  /** ASCII as it is, white space visibly, all others in hexadecimal. */
  get names(): readonly string[] {
    return Array.from({ length: this.size }, (_, byte) => {
      const character = String.fromCharCode(byte);
      const shown = visible(character);
      return shown !== character || (byte > 0x20 && byte < 0x7F) ? shown : byte.toString(16).toUpperCase().padStart(2, '0');
    });
  }

  stranger(): undefined {
    return undefined;
  }

  encode(text: string): Int32Array {
    return Int32Array.from(new TextEncoder().encode(text));
  }

  /** What is not UTF-8 becomes �, as anywhere. */
  decode(indices: ArrayLike<number>): string {
    const stranger = Array.from(indices).find(index => !(index >= 0 && index < this.size));
    if (stranger !== undefined) throw new RangeError(`There is no byte ${stranger}.`);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(indices));
  }
}
