import { join } from 'node:path';
import { run } from '../../../scripts/lib/command.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { installExtension, uninstallExtension } from '../../../scripts/lib/server.mjs';

/** Runs `work` with the extension of test/person/emptyPage installed, for windows opened from then on. @param folder where its package may be */
export async function withEmptyPage({ dataDir }, folder, work) {
  const packaged = join(folder, 'empty-page.vsix');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', packaged];
  await run(process.execPath, [inRoot('node_modules/@vscode/vsce/vsce'), 'package', ...options],
    { cwd: inRoot('test/person/emptyPage'), stdio: ['ignore', 'ignore', 'inherit'] });
  await installExtension(packaged, dataDir);
  try {
    return await work();
  } finally {
    await uninstallExtension('unfold-test.empty-page', dataDir);
  }
}

/** The button that opens the empty page. */
export const emptyPageButton = page => page.locator('.statusbar').getByText('Empty page', { exact: true });
