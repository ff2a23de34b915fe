import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { narma } from '../../scripts/lib/narma.mjs';
import { waves } from './lib/labSeries.mjs';
import { checkAccessibility } from './lib/accessibility.mjs';
import { closeTab, inEveryTheme, open, openFile, webview } from './lib/workbench.mjs';

export const name = 'What each kind of echo state network is saved as is previewed';

/** Looks alone: what is saved, predicted and read again is tested without a window. */
export const onDemand = true;

const narmaCsv = () => {
  const { u, y } = narma(1500);
  return `u,y\n${u.map((value, t) => `${value},${y[t]}`).join('\n')}\n`;
};

/** x, y and z on a circle that turns and sways. */
const orbitCsv = () => `x,y,z\n${Array.from({ length: 1200 }, (_, t) => [Math.sin(0.11 * t), Math.cos(0.11 * t), Math.sin(0.037 * t)].join()).join('\n')}\n`;

const kinds = {
  ridge: ['narma.csv', '--input', 'u', '--target', 'y', '--horizon', '0'],
  rls: ['narma.csv', '--input', 'u', '--target', 'y', '--horizon', '0', '--readout', 'rls', '--forgetting', '0.999'],
  lms: ['narma.csv', '--input', 'u', '--target', 'y', '--horizon', '0', '--readout', 'lms'],
  force: ['orbit.csv', '--target', 'x', '--readout', 'force'],
  itself: ['orbit.csv', '--target', 'x'],
  feedback: ['narma.csv', '--input', 'u', '--target', 'y', '--horizon', '0', '--feedback', '0.1', '--noise', '0.001'],
  targets: ['orbit.csv', '--target', 'x,y,z', '--squares'],
  series: ['waves.csv', '--target', 'v', '--series', 'run', '--washout', '10'],
  classes: ['waves.csv', '--classes', 'kind', '--input', 'v', '--series', 'run', '--washout', '10', '--squares'],
  deep: ['orbit.csv', '--target', 'x,y,z', '--layers', '3', '--leak-rate', '0.5'],
};

export async function run({ page, server, workspace, projectRoot, shot, step }) {
  await step('networks are saved in a terminal', async () => {
    await Promise.all(Object.entries({ 'narma.csv': narmaCsv(), 'orbit.csv': orbitCsv(), 'waves.csv': waves() }).map(([file, text]) => writeFile(join(workspace, file), text)));
    for (const [kind, options] of Object.entries(kinds)) {
      await promisify(execFile)(process.execPath, [join(projectRoot, 'dist/cli.js'), 'esn', ...options, '--units', '60', '--out', `${kind}.safetensors`], { cwd: workspace });
    }
  });
  await open(page, { server, workspace });
  for (const kind of Object.keys(kinds)) {
    await step(`the preview of ${kind}`, async () => {
      await openFile(page, `${kind}.safetensors`);
      const preview = await webview(page, 'text=layers.0.W', 30_000);
      await checkAccessibility(preview);
      if (kind === 'deep' || kind === 'classes') await inEveryTheme(page, preview, theme => shot(`${kind}-${theme}`));
      else await shot(kind);
      await closeTab(page);
    });
  }
}
