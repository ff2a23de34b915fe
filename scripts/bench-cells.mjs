// Times what a person waits for with a cell of their own, beside a built program: from a new cell to the first step that it trains, and
// from a saved file to what is wrong with it. Prints milliseconds, the median of several; with --json all of them. `npm run bench:cells`
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from './lib/paths.mjs';
import { script } from './lib/say.mjs';

const times = 5;

/** `unfold ARGS`, until it has printed a line that fits, or has ended. */
function unfold(folder, args, fits = () => false) {
  const child = spawn(process.execPath, [inRoot('dist/cli.js'), ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', chunk => {
      text += chunk;
      if (text.split('\n').some(fits)) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', code => (code === 0 || code === null ? resolve(text) : reject(new Error(`unfold ${args.join(' ')} failed:\n${text}`))));
  });
}

const isFirstStep = line => /"kind":"step"/.test(line);

async function measure(work) {
  const all = [];
  for (let time = 0; time < times; time++) {
    const folder = await mkdtemp(join(tmpdir(), 'unfold-cells-'));
    try {
      all.push(await work(folder));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return all;
}

async function scaffold(folder) {
  const since = performance.now();
  await unfold(folder, ['new', 'cell', 'mine', '--from', 'lstm']);
  await unfold(folder, ['train', 'mine.unfold.json', '--json'], isFirstStep);
  return performance.now() - since;
}

async function save(folder) {
  await unfold(folder, ['new', 'cell', 'mine', '--from', 'lstm']);
  const since = performance.now();
  await unfold(folder, ['check', 'cells/mine.ts', '--json']);
  return performance.now() - since;
}

const works = [
  { name: 'cell-scaffold', what: 'scaffold → first training step', most: 5000, work: scaffold },
  { name: 'cell-save', what: 'save → what is wrong, 32 units', most: 1500, work: save },
];

await script(async () => {
  const milliseconds = {};
  for (const { name, what, most, work } of works) {
    const all = milliseconds[name] = await measure(work);
    const median = [...all].sort((a, b) => a - b)[all.length >> 1];
    console.error(`${median < most ? '✓' : '✗'} ${what}: ${median.toFixed(0)} ms of ${most}`);
    if (median >= most && !process.argv.includes('--json')) process.exitCode = 1;
  }
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(milliseconds)}\n`);
});
