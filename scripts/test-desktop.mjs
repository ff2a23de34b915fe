// Runs the extension-host tests (dist/test/) in a desktop VS Code, downloaded by @vscode/test-electron.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { capture } from './lib/command.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { Trouble, script } from './lib/say.mjs';

await script(async () => {
  const { code, output } = await capture(process.execPath, [inRoot('scripts/build.mjs')]);
  if (code !== 0) throw new Trouble(`the build failed:\n${output}`);
  const workspace = await mkdtemp(join(tmpdir(), 'unfold-desktop-'));
  await cp(inRoot('test/vscode/workspace'), workspace, { recursive: true });
  try {
    for (const suite of ['all', 'webgl', 'times']) await runTests({
      extensionDevelopmentPath: root, extensionTestsPath: inRoot(`dist/test/${suite}.js`), extensionTestsEnv: { UNFOLD_PROJECT: root },
      launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome', '--enable-unsafe-swiftshader'],
    });
  } catch (error) {
    throw new Trouble(`The tests in a desktop VS Code failed: ${error.message}`);
  } finally {
    await rm(workspace, { recursive: true, force: true, maxRetries: 3 });
  }
});
