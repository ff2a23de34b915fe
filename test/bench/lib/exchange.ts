import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSafetensors, readSafetensors } from '../../../src/core/checkpoint/safetensors.ts';
import { draw } from './draw.ts';
import type { Tensors } from './draw.ts';
import type { Workload } from './workload.ts';

/** A temporary folder with a file of weights and batches for each workload, which all who compete read. */
export class Exchange {
  readonly #written = new Map<string, Promise<string>>();

  private constructor(private readonly folder: string) {}

  static async open(): Promise<Exchange> {
    return new Exchange(await mkdtemp(join(tmpdir(), 'unfold-bench-')));
  }

  /** The workload's file, written when first asked for. */
  file(workload: Workload): Promise<string> {
    const key = JSON.stringify(workload);
    const known = this.#written.get(key) ?? this.#write(workload, join(this.folder, `${this.#written.size}.safetensors`));
    this.#written.set(key, known);
    return known;
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  async #write(workload: Workload, file: string): Promise<string> {
    const tensors = Object.entries(draw(workload)).map(([name, array]) => ({ name, dtype: 'F32' as const, ...array }));
    await writeFile(file, encodeSafetensors(tensors, {}));
    return file;
  }
}

export async function readTensors(file: string): Promise<Tensors> {
  return Object.fromEntries(readSafetensors(await readFile(file)).tensors);
}
