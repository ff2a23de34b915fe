const modern = { bundle: true, target: 'es2022', mainFields: ['module', 'main'], logLevel: 'warning', legalComments: 'linked' };
/** TensorFlow.js asks for `node-fetch` where Node has no `fetch`, which is nowhere any more. */
const onNode = { ...modern, platform: 'node', format: 'cjs', target: 'node20', external: ['node-fetch'] };
const inWorker = { ...modern, platform: 'browser', format: 'cjs' };
/** A sign is written as it is: escaped it is as long again. */
const hosted = { external: ['vscode'], charset: 'utf8' };
const page = {
  ...modern, platform: 'browser', format: 'iife', mainFields: ['browser', 'module', 'main'],
  jsx: 'automatic', jsxImportSource: 'preact',
  loader: { '.ttf': 'file', '.svg': 'text' }, assetNames: '[name]',
};

/** Every bundle of the extension: what it is made from, where it goes, and for which platform. */
export const bundles = [
  { from: 'src/host/node/extension.ts', to: 'dist/host/node.js', ...onNode, ...hosted },
  { from: 'src/host/later/later.ts', to: 'dist/host/later.js', ...onNode, ...hosted },
  { from: 'src/host/web/extension.ts', to: 'dist/host/web.js', ...inWorker, ...hosted },
  { from: 'src/host/node/reader.ts', to: 'dist/reader.js', ...onNode },
  { from: 'src/worker/node.ts', to: 'dist/worker.js', ...onNode },
  { from: 'src/worker/nodeThread.ts', to: 'dist/thread.js', ...onNode },
  { from: 'src/worker/nodeWatchdog.ts', to: 'dist/watchdog.js', ...onNode },
  { from: 'src/worker/nodeLab.ts', to: 'dist/lab.js', ...onNode },
  { from: 'src/worker/nodeSearch.ts', to: 'dist/search.js', ...onNode },
  { from: 'src/worker/float64.ts', to: 'dist/float64.js', ...onNode, define: { Float32Array: 'Float64Array' } },
  { from: 'src/cli/main.ts', to: 'dist/cli.js', ...onNode, banner: { js: '#!/usr/bin/env node' } },
  { from: 'webview/panel/main.tsx', to: 'dist/webview/panel.js', ...page },
  { from: 'webview/preview/main.tsx', to: 'dist/webview/preview.js', ...page },
  { from: 'webview/lab/main.tsx', to: 'dist/webview/lab.js', ...page },
  { from: 'src/worker/web.ts', to: 'dist/webview/gpu.js', ...page },
  ...['all', 'webgl', 'times'].map(suite => ({ from: `test/vscode/${suite}.ts`, to: `dist/test/${suite}.js`, ...onNode, ...hosted })),
  { from: 'test/vscode/web.ts', to: 'dist/test/web.js', ...inWorker, ...hosted },
];

/** esbuild's options for one of them. */
export function esbuildOptions({ from, to, define, ...options }, { production }) {
  return { ...options, entryPoints: [from], outfile: to, minify: production, sourcemap: production ? false : 'linked', metafile: true,
    define: { ...define, 'process.env.NODE_ENV': production ? '"production"' : '"development"' } };
}
