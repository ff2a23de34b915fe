// How long the lab's process keeps a person waiting in the middle of large fits: it is asked every few milliseconds how far it is, and
// after a while to cancel. Prints a table: the first answer, the slowest, that to `cancel`, and the memory before and afterwards.
// Needs a built program (`node scripts/build.mjs`). node scripts/measure-cancel.mjs [NAME …]
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLab } from './lib/lab.mjs';
import { narma } from './lib/narma.mjs';
import { script } from './lib/say.mjs';

const usual = { inputs: ['u'], target: 'y', horizon: 0, washout: 100 };
const cases = {
  million: { rows: 1_000_000, after: 6, options: { units: 100 } },
  units1000: { rows: 10_000, after: 6, options: { units: 1000 } },
  dense2000: { rows: 10_000, after: 10, options: { units: 2000, density: 1 } },
  units5000: { rows: 4000, after: 25, options: { units: 5000 } },
  solve5000: { rows: 300, after: 25, options: { units: 5000, density: 0.01 } },
  layers: { rows: 4000, after: 10, options: { units: 1000, layers: 4 } },
  squares: { rows: 4000, after: 15, options: { units: 2500, squares: true } },
  rls1000: { rows: 3000, after: 6, options: { units: 1000, readout: 'rls' } },
  lms2000: { rows: 10_000, after: 8, options: { units: 2000, readout: 'lms' } },
  force1000: { rows: 3000, after: 6, options: { units: 1000, inputs: ['y'], horizon: 1, readout: 'force' } },
  feedback1000: { rows: 10_000, after: 6, options: { units: 1000, feedback: 0.1 } },
};

const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const timed = async work => { const since = performance.now(); await work; return performance.now() - since; };

async function megabytes(pid) {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? NaN) / 1024);
}

async function measure(name, folder) {
  const { rows, after, options } = cases[name];
  const file = join(folder, `${rows}.csv`);
  const { u } = narma(rows);
  await writeFile(file, `u,y\n${u.map((value, t) => `${value},${0.5 * (u[t - 1] ?? 0) + value * (u[t - 3] ?? 0)}`).join('\n')}\n`);
  const lab = startLab();
  await lab.request('progress', {});
  const begin = performance.now();
  let [ended, first, slowest, when, share, largest] = [undefined, undefined, 0, 0, 0, 0];
  const fitting = lab.request('fit', { file, options: { ...usual, ...options } }).then(() => 'done', error => error.message).then(end => { ended = { end, at: performance.now() }; });
  while (!ended && performance.now() - begin < after * 1000) {
    const took = await timed(lab.request('progress', {}).then(answer => { share = answer.share ?? share; }));
    if (took > slowest) [slowest, when] = [took, performance.now() - begin];
    first ??= performance.now() - begin;
    largest = Math.max(largest, await megabytes(lab.pid));
    await sleep(5);
  }
  const since = performance.now();
  const cancelled = ended ? undefined : await timed(lab.request('cancel', {}).then(() => fitting));
  await sleep(1500);
  const row = { case: name, rows, first: Math.round(first), slowest: Math.round(slowest), 'at s': Number((when / 1000).toFixed(1)), 'share then': `${Math.round(100 * share)} %`, cancelled: cancelled === undefined ? `${ended.end} ${((ended.at - begin) / 1000).toFixed(1)} s` : Math.round(ended.at - since), 'MB': largest, 'MB after': await megabytes(lab.pid) };
  lab.close();
  return row;
}

await script(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-cancel-'));
  try {
    const names = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(cases);
    const table = [];
    for (const name of names) table.push(await measure(name, folder));
    console.table(table);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
