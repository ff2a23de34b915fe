// VS Code in a browser alone, as vscode.dev is: nothing of it runs on a server, the workspace is in memory, the extension is read from an address.
import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { readManifest } from './manifest.mjs';
import { inRoot } from './paths.mjs';

/** The folder that is open there. */
export const folderInMemory = 'tmp:/workspace';

const types = { '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css', '.svg': 'image/svg+xml', '.webp': 'image/webp', '.png': 'image/png', '.wasm': 'application/wasm' };
/** Where the extension's files are, each to be read and none to be listed. */
const place = '/an-extension';
/** What makes the window that of a server, in VS Code's own script; and a person's settings files of it. */
const ofServer = ['remoteAuthority:location.host', /(?<=\.with\(\{scheme:\w+\.)vscodeRemote(?=\}\),"User"\))/];

/** The extension as such a VS Code gets it: one with a `main`, or that asks for the workspace's side, would be run by Node. */
async function webCopy(folder) {
  const { main: _, extensionKind: __, ...manifest } = await readManifest();
  await cp(inRoot('dist'), join(folder, 'dist'), { recursive: true });
  await cp(inRoot('media'), join(folder, 'media'), { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
}

/** Hands out what a VS Code server does, as a VS Code without one. @param folder a new one, for the extension @returns its address, the extension's, and how to stop */
export async function serveAlone(server, folder) {
  await webCopy(folder);
  const own = createServer((request, response) => answer(request).then(({ status = 200, type, body }) => response.writeHead(status, { 'Content-Type': type }).end(body), () => response.writeHead(404).end()));
  own.listen(0, '127.0.0.1');
  await once(own, 'listening');
  const host = `127.0.0.1:${own.address().port}`;
  const instead = `remoteAuthority:void 0,additionalBuiltinExtensions:${JSON.stringify([{ scheme: 'http', authority: host, path: place }])}`;
  async function answer({ url }) {
    const { pathname } = new URL(url, server.url);
    if (pathname.startsWith(`${place}/`)) return { type: types[extname(pathname)] ?? 'application/octet-stream', body: await readFile(join(folder, normalize(decodeURIComponent(pathname.slice(place.length))))) };
    const response = await fetch(new URL(url, server.url));
    const [status, type] = [response.status, response.headers.get('Content-Type') ?? 'application/octet-stream'];
    if (pathname.endsWith('/workbench.js')) return { status, type, body: (await response.text()).replace(ofServer[0], instead).replace(ofServer[1], 'vscodeUserData') };
    return { status, type, body: Buffer.from(await response.arrayBuffer()) };
  }
  return { url: `http://${host}`, extension: `http://${host}${place}`, stop: () => { own.close(); own.closeAllConnections(); } };
}
