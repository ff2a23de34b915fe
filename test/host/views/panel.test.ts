import type { Uri, WebviewPanel } from 'vscode';
import { expect, it, vi } from 'vitest';
import { Panel } from '../../../src/host/views/panel.ts';
import { Disposable, EventEmitter, Uri as FakeUri } from '../lib/vscode.ts';

const nothing = () => new Disposable(() => undefined);

function panelOf(subject: object) {
  const [heard, seen, posted] = [new EventEmitter<unknown>(), new EventEmitter<unknown>(), [] as unknown[]];
  const webview = { onDidReceiveMessage: heard.event, asWebviewUri: (uri: FakeUri) => uri, cspSource: '', postMessage: async (message: unknown) => posted.push(message) };
  const view = { webview, visible: true, onDidChangeViewState: seen.event, onDidDispose: nothing };
  const panel = new Panel(view as unknown as WebviewPanel, { title: 'mine', ...subject } as never, { extensionUri: FakeUri.file('/extension') as unknown as Uri, log: () => undefined });
  const setVisible = (visible: boolean) => {
    view.visible = visible;
    seen.fire(undefined);
  };
  return { panel, heard, posted, setVisible };
}

it.each([
  ['is the answer of a question that waits for one', { type: 'inside' }, 'inside'],
  ['of a command is a problem beside the rest', { type: 'command', command: 'pause' }, 'update'],
] as const)('what goes wrong %s', async (_, asked, answered) => {
  const { heard, posted } = panelOf({ show: nothing, handle: () => Promise.reject(new Error('The folder is gone.')) });
  heard.fire(asked);
  await vi.waitFor(() => expect(posted).toEqual([{ type: answered, problem: 'The folder is gone.' }]));
});

it('what a person asked to be shown reaches the page at once, or once it is in sight, and never twice', () => {
  const asked = { type: 'lookInside', cell: './cells/mine.ts' } as const;
  const { panel, posted, setVisible } = panelOf({ show: (post: (message: unknown) => void) => { post('all'); return nothing(); }, handle: nothing });
  panel.ask(asked);
  setVisible(false);
  panel.ask(asked);
  expect(posted).toEqual(['all', asked]);
  setVisible(true);
  setVisible(false);
  setVisible(true);
  expect(posted).toEqual(['all', asked, 'all', asked, 'all']);
});
