import type { Uri, WebviewPanel } from 'vscode';
import { expect, it, vi } from 'vitest';
import { Panel } from '../../../src/host/views/panel.ts';
import { Disposable, EventEmitter, Uri as FakeUri } from '../lib/vscode.ts';

it.each([
  ['is the answer of a question that waits for one', { type: 'inside' }, 'inside'],
  ['of a command is a problem beside the rest', { type: 'command', command: 'pause' }, 'update'],
] as const)('what goes wrong %s', async (_, asked, answered) => {
  const [heard, posted] = [new EventEmitter<unknown>(), [] as unknown[]];
  const nothing = () => new Disposable(() => undefined);
  const webview = { onDidReceiveMessage: heard.event, asWebviewUri: (uri: FakeUri) => uri, cspSource: '', postMessage: async (message: unknown) => posted.push(message) };
  const subject = { title: 'mine', show: nothing, handle: () => Promise.reject(new Error('The folder is gone.')) };
  new Panel({ webview, visible: true, onDidChangeViewState: nothing, onDidDispose: nothing } as unknown as WebviewPanel, subject as never, { extensionUri: FakeUri.file('/extension') as unknown as Uri, log: () => undefined });
  heard.fire(asked);
  await vi.waitFor(() => expect(posted).toEqual([{ type: answered, problem: 'The folder is gone.' }]));
});
