import { join } from 'node:path';
import { Missing } from './competitor.ts';
import type { Start } from './contestant.ts';
import { entrantName, families } from './entrants.ts';
import type { Entrant } from './entrants.ts';
import { chosenBlas, kernelsToAskFor, openMpBlas, peerEnvironment, pythonWith } from './python.ts';

/** The bundles lie beside this one, the Python peers among the sources. */
const bundle = (name: string) => join(__dirname, name);
const script = (name: string) => join(__dirname, '../../test/bench/peers', name);

const install = {
  torch: 'PyTorch is not there: apt-get install python3-torch.',
  numpy: 'numpy and scipy are not there: apt-get install python3-scipy.',
};

/** How an entrant is started. @throws Missing with what to install where it cannot be */
export async function startOf(entrant: Entrant): Promise<Start> {
  const { of } = families[entrant.engine];
  const own = [entrant.engine, String(entrant.threads)];
  const name = entrantName(entrant);
  switch (of) {
    case 'unfold': return { name, ...node('unfold.js', own) };
    case 'tfjs': return { name, ...node('tfjs.js', own) };
    case 'torch': return { name, ...await python(of, 'torch', 'torch_peer.py', own, entrant.threads) };
    case 'numpy': return { name, ...await python(of, 'scipy.linalg', 'numpy_peer.py', own, entrant.threads) };
  }
}

const node = (file: string, own: readonly string[]) =>
  ({ program: process.execPath, parameters: ['--expose-gc', bundle(file), ...own], env: process.env });

async function python(peer: keyof typeof install, module: string, file: string, own: readonly string[], threads: number) {
  const program = await pythonWith(module);
  if (program === undefined) throw new Missing(install[peer]);
  const kernels = kernelsToAskFor(await chosenBlas(program, script('peer.py')));
  return { program, parameters: [script(file), ...own], env: peerEnvironment(threads, kernels) };
}

/** What spoils the comparison with Python's peers, in a sentence, or undefined. */
export const blasWarning = (): string | undefined => openMpBlas() === undefined
  ? 'The OpenBLAS on OpenMP is not there, so the peers in Python are slower than they could be: apt-get install libopenblas0-openmp.'
  : undefined;
