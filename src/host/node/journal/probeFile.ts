import { readFile, stat } from 'node:fs/promises';
import { decodeProbe } from '../../../core/checkpoint/probeFile.ts';
import type { ProbeRecord } from '../../../core/train/records.ts';

/** Follows `probe.safetensors`, which always holds the newest probe. */
export class ProbeFile {
  #seen = '';

  constructor(private readonly file: string) {}

  /** @returns the probe if it is another than last time; a file that is not there or is no probe is none */
  async read(): Promise<ProbeRecord | undefined> {
    try {
      const { mtimeMs, ino, size } = await stat(this.file);
      const version = `${mtimeMs} ${ino} ${size}`;
      if (version === this.#seen) return undefined;
      this.#seen = version;
      return decodeProbe(await readFile(this.file));
    } catch {
      return undefined;
    }
  }

  rewind(): void {
    this.#seen = '';
  }
}
