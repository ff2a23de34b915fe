/**
 * Who may import whom. The first layer whose folder holds the file counts; `values` and `types` are the folders it may
 * import from besides its own (types from those of `values` too), `packages` the packages, `node` whether Node's modules.
 */
const pureCore = ['src/core/spec', 'src/core/graph', 'src/core/checkpoint'];
const [math, tasks] = ['src/core/math', 'src/core/tasks'];
const tfjs = '@tensorflow/tfjs-core';
const backends = ['cpu', 'wasm', 'webgl'].map(name => `@tensorflow/tfjs-backend-${name}`);
const computing = { values: ['src/core', 'src/engine', 'src/protocol'], packages: [tfjs] };

export const layers = [
  { folder: 'src/core/spec/', values: [...pureCore, tasks], types: ['src/core'], packages: ['jsonc-parser', 'd3-dsv'] },
  { folder: 'src/core/tasks/', values: [`${math}/random.ts`], types: ['src/core'], packages: [] },
  { folder: 'src/core/graph/', values: pureCore, types: ['src/core'], packages: [] },
  { folder: 'src/core/checkpoint/', values: pureCore, types: ['src/core'], packages: [] },
  { folder: `${math}/`, types: pureCore, packages: [tfjs, 'pure-rand', 'ml-matrix'] },
  { folder: 'src/core/', packages: [tfjs, 'd3-dsv', 'hyparquet'] },
  { folder: 'src/engine/', values: ['src/core'], packages: [tfjs, ...backends] },
  { folder: 'src/protocol/', types: ['src/core'], packages: [] },
  { folder: 'src/worker/node', within: 'src/worker/', ...computing, packages: [...computing.packages, 'sucrase'], node: true },
  { folder: 'src/worker/', ...computing },
  { folder: 'src/cli/', ...computing, values: [...computing.values, 'src/worker', 'package.json'], node: true },
  { folder: 'src/host/node/', within: 'src/host/', values: ['src/protocol', ...pureCore], types: ['src/core/train/records.ts'],
    packages: ['vscode', 'ml-matrix', 'hyparquet'], node: true },
  { folder: 'src/host/', values: ['src/protocol', ...pureCore], types: ['src/core/train/records.ts'], packages: ['vscode'] },
  { folder: 'webview/', values: ['src/protocol', 'src/core/graph'], types: ['src/core/spec', 'src/core/checkpoint', 'src/core/train/records.ts'],
    packages: ['preact', 'uplot', '@vscode/codicons'] },
];
