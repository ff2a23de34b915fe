// Weighs what was built for production against its budget.
import { readFile, stat } from 'node:fs/promises';
import { vsixFile } from './lib/manifest.mjs';
import { inRoot } from './lib/paths.mjs';
import { Trouble, script } from './lib/say.mjs';

const KB = 1024;
const dist = name => inRoot('dist', name);
const budgets = [
  { what: 'host, Node', files: [dist('host/node.js')], limit: 200 * KB },
  { what: 'host, later', files: [dist('host/later.js')], limit: 60 * KB },
  { what: 'host, web', files: [dist('host/web.js')], limit: 200 * KB },
  { what: 'panel page', files: [dist('webview/panel.js'), dist('webview/panel.css')], limit: 300 * KB },
  { what: 'panel, WebGL', files: [dist('webview/gpu.js')], limit: 1024 * KB },
  { what: 'preview page', files: [dist('webview/preview.js'), dist('webview/preview.css')], limit: 300 * KB },
  { what: 'lab page', files: [dist('webview/lab.js'), dist('webview/lab.css')], limit: 300 * KB },
  { what: '.vsix', files: [await vsixFile()], limit: 4096 * KB },
];

async function weigh({ what, files, limit }) {
  const sizes = await Promise.all(files.map(async file => (await stat(file)).size));
  const size = sizes.reduce((sum, bytes) => sum + bytes, 0);
  const kilobytes = bytes => `${(bytes / KB).toFixed(0)} KB`.padStart(8);
  console.log(`${size > limit ? '✗' : '✓'} ${what.padEnd(14)}${kilobytes(size)} of ${kilobytes(limit)}`);
  return size <= limit;
}

/** TensorFlow.js belongs to the worker: it is never loaded in the extension host. */
async function hostWithoutTensorFlow() {
  const metafiles = JSON.parse(await readFile(dist('metafile.json'), 'utf8'));
  const hosts = metafiles.filter(({ outputs }) => Object.keys(outputs).some(name => name.startsWith('dist/host/')));
  const found = hosts.flatMap(({ inputs }) => Object.keys(inputs)).filter(name => name.includes('node_modules/@tensorflow/'));
  console.log(`${found.length > 0 ? '✗' : '✓'} no TensorFlow.js in the host${found.length > 0 ? `: ${found[0]}` : ''}`);
  return hosts.length > 0 && found.length === 0;
}

await script(async () => {
  const kept = [];
  for (const budget of budgets) kept.push(await weigh(budget));
  kept.push(await hostWithoutTensorFlow());
  if (kept.includes(false)) throw new Trouble('over budget');
});
