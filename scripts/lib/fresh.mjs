import { stat } from 'node:fs/promises';

const changed = file => stat(file).then(({ mtimeMs }) => mtimeMs, () => undefined);

/** Whether every output exists and is newer than every input. */
export async function isFresh(outputs, inputs) {
  const made = await Promise.all(outputs.map(changed));
  const read = await Promise.all(inputs.map(changed));
  return made.every(time => time !== undefined) && Math.min(...made) >= Math.max(...read.map(time => time ?? Infinity));
}
