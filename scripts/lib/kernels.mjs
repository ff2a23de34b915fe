import { cp, mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFresh } from './fresh.mjs';
import { inRoot } from './paths.mjs';
import { Trouble, say, stage } from './say.mjs';
import { writeWhole } from './write-whole.mjs';

const source = inRoot('src/engine/assembly');
const output = inRoot('dist/wasm');

const plain = ['--enable', 'simd'];
const relaxed = [...plain, '--enable', 'relaxed-simd'];
const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];

/** One source, four builds: with and without relaxed FMA, on memory of one thread and on shared memory. */
const builds = {
  'unfold-plain': plain,
  'unfold-plain-shared': [...plain, ...shared],
  'unfold-relaxed': relaxed,
  'unfold-relaxed-shared': [...relaxed, ...shared],
};

/** The module owns no memory, no data and no stack: it works in whatever memory it is given, that of TensorFlow.js too. */
const common = ['--optimizeLevel', '3', '--noAssert', '--runtime', 'stub', '--importMemory'];

async function compile(asc, name, features) {
  const { error, stderr } = await asc.main(['kernels.ts', '--outFile', `${name}.wasm`, ...common, ...features], {
    readFile: (file, folder) => readFile(join(source, folder, file), 'utf8').catch(() => null),
    writeFile: (file, contents) => writeWhole(join(output, file), contents),
    listFiles: () => [],
  });
  if (error) throw new Trouble(`the kernels do not compile:\n${stderr.toString()}`);
}

/** Compiles the kernels from AssemblyScript into dist/wasm, unless they are newer than their source. */
export async function buildKernels() {
  const inputs = (await readdir(source)).filter(file => file.endsWith('.ts')).map(file => join(source, file));
  const outputs = Object.keys(builds).map(name => join(output, `${name}.wasm`));
  if (await isFresh(outputs, [...inputs, inRoot('scripts/lib/kernels.mjs')])) return say('kernels are up to date');
  await mkdir(output, { recursive: true });
  const { default: asc } = await import('assemblyscript/asc');
  await stage('compiling the kernels', async () => {
    for (const [name, features] of Object.entries(builds)) await compile(asc, name, features);
  });
}

/** Those of TensorFlow.js come with its package. */
export async function copyTfjsKernels() {
  await mkdir(output, { recursive: true });
  for (const name of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
    await cp(inRoot('node_modules/@tensorflow/tfjs-backend-wasm/dist', name), join(output, name));
  }
}
