import { generate } from '../generate.mjs';
import { buildBench } from './bench.mjs';
import { buildComputeThread } from './compute-thread.mjs';
import { buildFloat64 } from './float64.mjs';
import { prepareData } from './gallery.mjs';
import { buildKernels, copyTfjsKernels } from './kernels.mjs';

/** What the unit tests need before they start, so that `vitest` works alone. */
export async function setup() {
  await generate();
  await prepareData();
  await buildFloat64();
  await buildKernels();
  await copyTfjsKernels();
  await buildComputeThread();
  await buildBench();
}
