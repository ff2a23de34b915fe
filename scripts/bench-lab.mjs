// Times the lab from a slider to the picture: the built page in a browser, the lab's process behind it, as VS Code's window has them.
// Prints one JSON object: milliseconds of each move, by what was moved, and the parts that they are made of. The picture is prediction
// and errors; what is told besides comes after it, as in the page: of the forecast from itself, with which every table opens, the time
// until it is drawn how that goes on is told as well (`lab-free-run`). Needs a built program (`npm run bench -- --only lab` makes it).
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
/** Places of a slider, none of which it stood at before. */
const places = (from, step, length = 14) => Array.from({ length }, (_, i) => from + step * i);
/** `before` is moved first, and not timed: what is chosen then is chosen for the first time of that reservoir, when a hand has gone there from the slider (`rest`). `classes`: of series, each of one of two. */
const labs = [
  {
    settings, moves: [
      { name: 'lab', label: 'Spectral radius', places: places(500, 20) },
      { name: 'lab-ridge', label: 'Ridge λ', places: places(400, 10, 22) },
    ],
  },
  {
    settings, open: [], moves: [ // what is told besides would be awaited after each move
      { name: 'lab-inputs', before: { label: 'Spectral radius', places: places(505, 20) }, toggle: 'reads the inputs, too' },
      { name: 'lab-squares', before: { label: 'Spectral radius', places: places(511, 20) }, toggle: 'and the squares of what it reads', rest: 600, back: true },
      { name: 'lab-squares-at-once', before: { label: 'Spectral radius', places: places(517, 20) }, toggle: 'and the squares of what it reads', back: true },
      { name: 'lab-lms', before: { label: 'Spectral radius', places: places(523, 20) }, choose: 'lms', back: true },
      { name: 'lab-rls', before: { label: 'Spectral radius', places: places(529, 20, 9) }, choose: 'rls', back: true },
    ],
  },
  { settings: { ...settings, squares: true }, open: [], moves: [{ name: 'lab-squares-ridge', label: 'Ridge λ', places: places(400, 10, 22) }] },
  { settings: { ...settings, target: 'kind', series: 'who', pool: 'mean', washout: 10 }, classes: true, moves: [{ name: 'lab-classes', label: 'Spectral radius', places: places(500, 20) }, { name: 'lab-classes-ridge', label: 'Ridge λ', places: places(400, 10, 22) }] },
  { settings: { ...settings, inputs: ['y'], horizon: 1 }, moves: [{ name: 'lab-forecast', free: 'lab-free-run', label: 'Spectral radius', places: places(500, 20) }] },
];
/** Of each: what is compiled by then. */
const warmUp = 4;

function series() {
  const { u, y } = narma(rows);
  return `u,y\n${u.map((value, t) => `${value},${y[t]}`).join('\n')}\n`;
}

/** Fifty series of two kinds: of each a stretch of NARMA-10, forwards or backwards. */
function classes() {
  const { y } = narma(rows);
  const stretches = Array.from({ length: 50 }, (_, s) => y.slice(100 * s, 100 * (s + 1)));
  return `who,kind,u\n${stretches.flatMap((stretch, s) => (s % 2 ? stretch.toReversed() : stretch).map(value => `s${s},${s % 2 ? 'backwards' : 'forwards'},${value}`)).join('\n')}\n`;
}

/** Says to the page what the extension host would. */
async function connect(page, lab, file) {
  const post = message => page.evaluate(data => globalThis.postMessage(data, '*'), message);
  await page.exposeFunction('hostHears', async message => {
    if (message.type === 'ready') await post({ type: 'table', file: 'narma.csv', source: 'file:///narma.csv', more: [], table: await lab.request('table', { file }) });
    if (message.type === 'fit') {
      const answer = await lab.request(message.options.pool === 'none' ? 'fit' : 'classify', { file, options: message.options }).then(fit => ({ type: 'fit', fit }), error => ({ type: 'problem', message: error.message }));
      await post({ ...answer, serial: message.serial });
      const { inputs, target, horizon } = message.options;
      if (answer.type !== 'fit' || message.options.pool !== 'none' || !inputs.includes(target) || horizon !== 1) return; // there is nothing of its own to go on from
      const freeRun = await lab.request('freeRun', { fit: answer.fit.id }).catch(error => ({ problem: error.message }));
      await post({ type: 'freeRun', freeRun, serial: message.serial });
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

/** In the page: moves a slider, toggles a box, or chooses how the readout is learnt, and waits until what came of it is drawn. @returns milliseconds: of all; until the fit was asked for, in the lab's process, to and fro, and from the answer to the picture; and of all until how it goes on is drawn */
async function timeMove({ label, place, toggle, choose, free }) {
  const status = globalThis.document.querySelector('header [role="status"]');
  const [slider] = globalThis.document.querySelectorAll(`input[aria-label="${label}"]`);
  const named = text => [...globalThis.document.querySelectorAll('label')].find(({ textContent }) => textContent.startsWith(text));
  const begin = performance.now();
  const drawn = picture();
  if (toggle) named(toggle).querySelector('input').click();
  else if (choose) {
    const select = named('Learnt by').querySelector('select');
    select.value = choose;
    select.dispatchEvent(new globalThis.Event('change', { bubbles: true }));
  } else {
    slider.value = String(place);
    slider.dispatchEvent(new globalThis.Event('input', { bubbles: true }));
  }
  const times = await drawn;
  return free ? { ...times, free: await goneOn() } : times;

  function goneOn() {
    return new Promise(resolve => {
      const look = () => (globalThis.document.querySelector('[data-valid]') ? resolve(performance.now() - begin) : globalThis.requestAnimationFrame(look));
      look();
    });
  }

  function picture() {
    return new Promise(resolve => {
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
    });
  }
}

const median = numbers => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** The page, opened on the table with these settings, its first fit drawn. */
async function openPage(browser, lab, file, saved) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await connect(page, lab, file);
  await page.setContent(`<!DOCTYPE html><html><body><div id="root"></div></body></html>`);
  await page.addStyleTag({ path: inRoot('dist/webview/lab.css') });
  await page.evaluate(standIn, { source: '', exponent: 0, ...saved });
  await page.addScriptTag({ content: `const early = { events: [], hear() {} };\n${await readFile(inRoot('dist/webview/lab.js'), 'utf8')}` });
  await page.locator('header [role="status"]:has-text("fitted in")').waitFor({ timeout: 60_000 });
  return page;
}

/** Moves again and again. @returns the times of each, the first left out, of which what is compiled then */
async function timeMoves(page, ofClasses, { label, places: own, before, rest = 0, toggle, choose, back, free }) {
  const times = [];
  const toldBesides = async () => ofClasses || page.locator('.diagnostics:not(:has([aria-busy="true"]))').waitFor({ timeout: 60_000 });
  await toldBesides();
  for (const place of own ?? before.places) {
    if (before) {
      await page.evaluate(timeMove, { label: before.label, place });
      await toldBesides();
      await page.waitForTimeout(rest);
    }
    times.push(await page.evaluate(timeMove, { label, place, toggle, choose, free }));
    if (back) await page.evaluate(timeMove, { toggle, choose: choose && 'ridge' });
    await page.waitForTimeout(100);
  }
  return times.slice(warmUp);
}

await script(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-lab-'));
  const lab = startLab();
  const browser = await launchBrowser();
  try {
    const [file, kinds] = ['narma.csv', 'kinds.csv'].map(name => join(folder, name));
    await Promise.all([writeFile(file, series()), writeFile(kinds, classes())]);
    const [milliseconds, parts] = [{}, {}];
    for (const { settings: saved, classes: ofClasses, open, moves } of labs) {
      const page = await openPage(browser, lab, ofClasses ? kinds : file, { settings: saved, ...(open && { open }) });
      for (const move of moves) {
        const times = await timeMoves(page, ofClasses, move);
        milliseconds[move.name] = times.map(({ all }) => all);
        if (move.free) milliseconds[move.free] = times.map(({ free }) => free);
        parts[move.name] = Object.fromEntries(['ask', 'compute', 'way', 'draw'].map(part => [part, median(times.map(time => time[part]))]));
      }
      await page.close();
    }
    process.stdout.write(`${JSON.stringify({ threads: Math.min(4, availableParallelism()), milliseconds, parts })}\n`);
  } finally {
    await browser.close();
    lab.close();
    await rm(folder, { recursive: true, force: true });
  }
});
