// How long the lab's process keeps a person waiting in the middle of large fits: it is asked every few milliseconds how far it is, and
// after a while to cancel. Prints a table: the first answer, the slowest, that to `cancel`, and the memory before and afterwards.
// Needs a built program (`node scripts/build.mjs`). node scripts/measure-cancel.mjs [NAME …]
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { startLab } from './lib/lab.mjs';
import { narma } from './lib/narma.mjs';
import { script } from './lib/say.mjs';

const usual = { inputs: ['u'], target: 'y', horizon: 0, washout: 100 };
const cases = {
  million: { rows: 1_000_000, after: 6, options: { units: 100 } },
  quoted: { rows: 1_000_000, after: 6, file: 'csv', options: { units: 100 } },
  json: { rows: 1_000_000, after: 6, file: 'json', options: { units: 100 } },
  broken: { rows: 3_000_000, after: 90, file: 'broken', options: { units: 100 } },
  gap: { rows: 3_000_000, after: 90, file: 'gap', options: { units: 100 } },
  npy: { rows: 1_000_000, after: 6, file: 'npy', options: { units: 100, inputs: ['0'], target: '1' } },
  parquet: { rows: 1_000_000, after: 6, file: 'parquet', options: { units: 100 } },
  classes: { rows: 1_000_000, after: 6, file: 'classes', options: { units: 100, target: 'kind', series: 'who', pool: 'mean' } },
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

/** Rows of u and y as a file of some kind. */
const files = {
  plain: (u, y) => ['.csv', `u,y\n${u.map((value, t) => `${value},${y[t]}`).join('\n')}\n`],
  csv: (u, y) => ['-quoted.csv', `"u","y"\n${u.map((value, t) => `"${value}","${y[t]}"`).join('\n')}\n`],
  json: (u, y) => ['.json', JSON.stringify(u.map((value, t) => ({ u: value, y: y[t] })))],
  /** What is wrong with them is near their end: a comma is missing, a number is. */
  broken: (u, y) => ['-broken.json', files.json(u, y)[1].replace(/,(?="y":[^"]*\}\]$)/, ' ')],
  gap: (u, y) => ['-gap.json', files.json(u, y)[1].replace(/[^:]*(?=\}\]$)/, 'null')],
  npy: (u, y) => ['.npy', Buffer.concat([npyHeader(u.length), Buffer.from(Float64Array.from(u.flatMap((value, t) => [value, y[t]])).buffer)])],
  parquet: (u, y) => ['.parquet', Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'u', data: u, type: 'DOUBLE' }, { name: 'y', data: y, type: 'DOUBLE' }], rowGroupSize: 1_000_000 }))],
  /** Ten long series. */
  classes: u => ['-classes.csv', `who,kind,u\n${u.map((value, t) => { const s = Math.floor(10 * t / u.length); return `s${s},${s % 2 ? 'fast' : 'slow'},${Math.sin((s % 2 ? 0.5 : 0.3) * t) + value}`; }).join('\n')}\n`],
};

function npyHeader(rows) {
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, 2), }`.padEnd(117) + '\n';
  return Buffer.concat([Buffer.from([0x93]), Buffer.from('NUMPY'), Buffer.from([1, 0, text.length & 255, text.length >> 8]), Buffer.from(text)]);
}

async function measure(name, folder) {
  const { rows, after, options, file: kind = 'plain' } = cases[name];
  const u = Array.from(narma(rows).u);
  const [ending, content] = files[kind](u, u.map((value, t) => 0.5 * (u[t - 1] ?? 0) + value * (u[t - 3] ?? 0)));
  const file = join(folder, `${rows}${ending}`);
  await writeFile(file, content);
  const lab = startLab();
  await lab.request('progress', {});
  const begin = performance.now();
  let [ended, first, slowest, when, share, largest] = [undefined, undefined, 0, 0, 0, 0];
  const fitting = lab.request(kind === 'classes' ? 'classify' : 'fit', { file, options: { ...usual, ...options } }).then(() => 'done', error => error.message).then(end => { ended = { end, at: performance.now() }; });
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
