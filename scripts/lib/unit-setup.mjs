import { generate } from '../generate.mjs';
import { buildBench } from './bench.mjs';
import { buildComputeThread } from './compute-thread.mjs';
import { buildFloat64 } from './float64.mjs';
import { prepareData } from './gallery.mjs';
import { buildKernels, copyTfjsKernels } from './kernels.mjs';

/** What the unit tests need before they start, so that `vitest` works alone. It asks once for each of its projects, and for all of them: that once is enough. */
export async function setup(project) {
  if (!project.isRootProject()) return;
  await generate();
  await prepareData();
  await buildFloat64();
  await buildKernels();
  await copyTfjsKernels();
  await buildComputeThread();
  await buildBench();
}
