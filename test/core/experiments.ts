import { readExperiment } from '../../src/core/spec/read.ts';
import type { Experiment, ResolvedExperiment } from '../../src/core/spec/experiment.ts';

type Parts = Omit<Experiment, 'model'> & { model?: Experiment['model'] };

/** A valid experiment with its defaults filled in; throws with what is wrong with it. */
export function experimentOf(parts: Parts): ResolvedExperiment {
  const model = { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 4 }], ...parts.model };
  const reading = readExperiment(JSON.stringify({ ...parts, model }), { name: 'test' });
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join(' '));
  return reading.experiment;
}

/** A folder of files in memory. */
export function filesOf(files: Readonly<Record<string, string | Uint8Array>>): (path: string) => Promise<Uint8Array> {
  return async path => {
    const content = files[path];
    if (content === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
}
