// Bundles everything into dist/. --production: minified. --watch: again at each change.
import { cp, rm, writeFile } from 'node:fs/promises';
import { context } from 'esbuild';
import { generate } from './generate.mjs';
import { bundles, esbuildOptions } from './lib/bundles.mjs';
import { galleryIndex, prepareData } from './lib/gallery.mjs';
import { buildKernels, copyTfjsKernels } from './lib/kernels.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { script, stage } from './lib/say.mjs';

const has = flag => process.argv.includes(flag);
const production = has('--production');

const contexts = () => Promise.all(bundles.map(bundle => context({ ...esbuildOptions(bundle, { production }), absWorkingDir: root })));

async function bundleAll() {
  const all = await contexts();
  if (has('--watch')) return Promise.all(all.map(one => one.watch()));
  const results = await Promise.all(all.map(one => one.rebuild().finally(() => one.dispose())));
  await writeFile(inRoot('dist/metafile.json'), JSON.stringify(results.map(({ metafile }) => metafile)));
}

const unlessRuns = source => !/[\\/]\.unfold$/.test(source);

/** What the bundles need beside them: the schema, and the gallery with its data and the list of what it has. */
async function copyFiles() {
  await cp(inRoot('src/core/spec/generated/editor.schema.json'), inRoot('dist/experiment.schema.json'));
  await rm(inRoot('dist/gallery'), { recursive: true, force: true });
  await cp(inRoot('templates/cells'), inRoot('dist/templates'), { recursive: true });
  await cp(inRoot('templates/tasks'), inRoot('dist/templates/tasks'), { recursive: true });
  await cp(inRoot('examples'), inRoot('dist/gallery'), { recursive: true, filter: unlessRuns });
  await writeFile(inRoot('dist/gallery.json'), JSON.stringify(await galleryIndex(inRoot('dist/gallery'))));
}

await script(async () => {
  if (production) await rm(inRoot('dist'), { recursive: true, force: true });
  await generate();
  await prepareData();
  await buildKernels();
  await copyTfjsKernels();
  await copyFiles();
  await stage(`bundling${production ? ' for production' : ''}`, bundleAll);
});
