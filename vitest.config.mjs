import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** As the bundler does it: importing an icon gives its text. */
const icons = {
  name: 'icons',
  enforce: 'pre',
  load: async id => (id.endsWith('.svg') ? `export default ${JSON.stringify(await readFile(id, 'utf8'))};` : null),
};

/** What measures a whole process, begins a backend in it that others begin otherwise, or has a page that a library looks for once. Everything else shares what it has imported. */
const alone = ['test/core/spec/memoryMeasured.test.ts', 'test/engine/tfjs/backends.test.ts', 'test/engine/tfjs/stockKernels.test.ts', 'test/webview/panel/chart.test.ts'];

export default defineConfig({
  plugins: [icons],
  // Where there is no editor, something stands in for it.
  resolve: { alias: { vscode: fileURLToPath(new URL('test/host/lib/vscode.ts', import.meta.url)) } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    projects: [
      { extends: true, test: { name: 'together', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/vscode/**', 'test/person/**', ...alone], isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
    globalSetup: ['scripts/lib/unit-setup.mjs'],
    reporters: ['default', './scripts/lib/unit-counts.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
