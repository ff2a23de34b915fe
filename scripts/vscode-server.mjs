// Starts a VS Code server with a persistent user of its own. --port N --data-dir D --folder F --smoke-test-driver
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { flags } from './lib/arguments.mjs';
import { root } from './lib/paths.mjs';
import { say, script } from './lib/say.mjs';
import { startServer, userDir } from './lib/server.mjs';

await script(async () => {
  const { port, folder, 'data-dir': dataDir, 'smoke-test-driver': driver } = flags({
    port: { type: 'string' }, folder: { type: 'string', default: root }, 'data-dir': { type: 'string', default: userDir },
    'smoke-test-driver': { type: 'boolean' },
  });
  const server = await startServer({ dataDir, port: port && Number(port), extra: driver ? ['--enable-smoke-test-driver'] : [] });
  say(`${server.url}/?folder=${pathToFileURL(resolve(folder)).pathname}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.stop());
});
