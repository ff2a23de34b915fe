import { readFile } from 'node:fs/promises';
import { defineConfig } from 'vitest/config';

/** As the bundler does it: importing an icon gives its text. */
const icons = {
  name: 'icons',
  enforce: 'pre',
  load: async id => (id.endsWith('.svg') ? `export default ${JSON.stringify(await readFile(id, 'utf8'))};` : null),
};

export default defineConfig({
  plugins: [icons],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/vscode/**', 'test/person/**'],
    globalSetup: ['scripts/lib/unit-setup.mjs'],
    reporters: ['default', './scripts/lib/unit-counts.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
