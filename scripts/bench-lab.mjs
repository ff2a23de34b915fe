// Times the lab from a slider to the picture: the built page in a browser, the lab's process behind it, as VS Code's window has them.
// Prints one JSON object: milliseconds of each move, by what was moved, and the parts that they are made of. Needs a built program
// (`npm run bench -- --only lab` makes it).
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './lib/browser.mjs';
import { startLab } from './lib/lab.mjs';
import { narma } from './lib/narma.mjs';
import { inRoot } from './lib/paths.mjs';
import { script } from './lib/say.mjs';

console.log = console.error;

const rows = 5000;
const settings = {
  inputs: ['u'], target: 'y', horizon: 0, test: 0.3, units: 500, topology: 'random', spectralRadius: 0.95, leakRate: 1, inputScaling: 0.05, bias: 0.5, density: 0.1,
  washout: 100, ridge: 1e-6, readInputs: true, seed: 1, runs: 1,
};
const moves = [
  { name: 'lab', label: 'Spectral radius', places: Array.from({ length: 14 }, (_, i) => 500 + 20 * i) },
  { name: 'lab-ridge', label: 'Ridge λ', places: Array.from({ length: 22 }, (_, i) => 400 + 10 * i) },
];
/** Of each: what is compiled by then. */
const warmUp = 4;

function series() {
  const { u, y } = narma(rows);
  return `u,y\n${u.map((value, t) => `${value},${y[t]}`).join('\n')}\n`;
}

/** Says to the page what the extension host would. */
async function connect(page, lab, file) {
  const post = message => page.evaluate(data => globalThis.postMessage(data, '*'), message);
  await page.exposeFunction('hostHears', async message => {
    if (message.type === 'ready') await post({ type: 'table', file: 'narma.csv', source: 'file:///narma.csv', table: await lab.request('table', { file }) });
    if (message.type === 'fit') {
      const answer = await lab.request('fit', { file, options: message.options }).then(fit => ({ type: 'fit', fit }), error => ({ type: 'problem', message: error.message }));
      await post({ ...answer, serial: message.serial });
    }
    if (message.type === 'diagnose') {
      const diagnosis = await lab.request('diagnostics', message.request).catch(error => ({ problem: error.message }));
      await post({ type: 'diagnosis', serial: message.serial, diagnosis });
    }
  });
}

/** In the page, before its own script: what VS Code gives it, and when a fit was asked for and answered. */
function standIn(state) {
  const hops = globalThis.hops = {};
  globalThis.acquireVsCodeApi = () => ({
    postMessage(message) {
      if (message.type === 'fit') hops.asked = performance.now();
      void globalThis.hostHears(message);
    },
    getState: () => state, setState() {},
  });
  globalThis.addEventListener('message', ({ data }) => {
    if (data.type === 'fit') Object.assign(hops, { answered: performance.now(), computed: data.fit.milliseconds });
  });
}

/** In the page: moves a slider and waits until what came of it is drawn. @returns milliseconds: of all; until the fit was asked for, in the lab's process, to and fro, and from the answer to the picture */
function timeMove({ label, place }) {
  const slider = globalThis.document.querySelector(`input[aria-label="${label}"]`);
  const status = globalThis.document.querySelector('header [role="status"]');
  return new Promise(resolve => {
    const begin = performance.now();
    const observer = new globalThis.MutationObserver(() => {
      if (!status.textContent.startsWith('fitted')) return;
      observer.disconnect();
      // A frame that was asked for now is drawn when the one after it is asked for.
      globalThis.requestAnimationFrame(() => setTimeout(() => {
        const [end, { asked, answered, computed }] = [performance.now(), globalThis.hops];
        resolve({ all: end - begin, ask: asked - begin, compute: computed, way: answered - asked - computed, draw: end - answered });
      }));
    });
    observer.observe(status, { childList: true, characterData: true, subtree: true });
    slider.value = String(place);
    slider.dispatchEvent(new globalThis.Event('input', { bubbles: true }));
  });
}

const median = numbers => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

await script(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-lab-'));
  const lab = startLab();
  const browser = await launchBrowser();
  try {
    const file = join(folder, 'narma.csv');
    await writeFile(file, series());
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await connect(page, lab, file);
    await page.setContent(`<!DOCTYPE html><html><body><div id="root"></div></body></html>`);
    await page.addStyleTag({ path: inRoot('dist/webview/lab.css') });
    await page.evaluate(standIn, { source: '', settings, exponent: 0 });
    await page.addScriptTag({ content: `const early = { events: [], hear() {} };\n${await readFile(inRoot('dist/webview/lab.js'), 'utf8')}` });
    await page.locator('header [role="status"]:has-text("fitted in")').waitFor({ timeout: 60_000 });
    const [milliseconds, parts] = [{}, {}];
    for (const { name, label, places } of moves) {
      const times = [];
      await page.locator('.diagnostics:not(:has([aria-busy="true"]))').waitFor({ timeout: 60_000 }); // what is told besides
      for (const place of places) {
        times.push(await page.evaluate(timeMove, { label, place }));
        await page.waitForTimeout(100);
      }
      const told = times.slice(warmUp);
      milliseconds[name] = told.map(({ all }) => all);
      parts[name] = Object.fromEntries(['ask', 'compute', 'way', 'draw'].map(part => [part, median(told.map(time => time[part]))]));
    }
    process.stdout.write(`${JSON.stringify({ threads: Math.min(4, availableParallelism()), milliseconds, parts })}\n`);
  } finally {
    await browser.close();
    lab.close();
    await rm(folder, { recursive: true, force: true });
  }
});
