import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { encodeSafetensors } from '../../../../src/core/checkpoint/safetensors.ts';

/** A file that is removed with its folder when the test ends. */
export async function temporaryFile(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-tensors-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'test.safetensors');
  await writeFile(file, bytes);
  return file;
}

/** A file of one float32 tensor. */
export function fileOf(name: string, shape: readonly number[], data: readonly number[]): Promise<string> {
  return temporaryFile(encodeSafetensors([{ name, dtype: 'F32', shape, data: Float32Array.from(data) }], {}));
}
