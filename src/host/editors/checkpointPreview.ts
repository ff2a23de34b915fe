import * as vscode from 'vscode';
import type { PreviewAction, PreviewRequest, ToPreview } from '../../protocol/preview.ts';
import { parseFromPreview } from '../../protocol/previewMessages.ts';
import type { Platform, Reader } from '../platform.ts';
import { checkpointSummary } from './checkpointSummary.ts';
import type { LocalFile } from './localFile.ts';

const commands: Readonly<Record<PreviewAction, string>> = { sample: 'unfold.sampleFromCheckpoint', resume: 'unfold.resume', export: 'unfold.exportToPython' };

/** What one preview page is told, and what it asks. The page is a view: whenever it is new it asks again. */
export class CheckpointPreview {
  /** Counts the times the file was opened: answers about an earlier content are dropped. */
  #opened = 0;
  #path = '';

  constructor(
    private readonly webview: vscode.Webview,
    private readonly uri: vscode.Uri,
    private readonly file: LocalFile,
    private readonly platform: Platform,
    private readonly log: (message: string) => void,
  ) {}

  /** Reads the header anew and starts the page over. */
  async open(): Promise<void> {
    const opened = ++this.#opened;
    const message = await this.#header().catch((error: Error): ToPreview => ({ type: 'unreadable', message: error.message }));
    if (opened === this.#opened) this.#post(message);
  }

  async receive(message: unknown): Promise<void> {
    const parsed = parseFromPreview(message);
    switch (parsed?.type) {
      case undefined:
        return;
      case 'ready':
        return this.open();
      case 'statistics':
      case 'heatMap':
      case 'spectrum':
        return this.#answer(parsed.type, parsed.name);
      case 'sample':
      case 'resume':
      case 'export':
        return this.#execute(parsed.type);
      case 'pageError':
        this.log(`Checkpoint preview: ${parsed.message}`);
    }
  }

  async #header(): Promise<ToPreview> {
    this.#path = await this.file.path();
    const header = await this.#reader().request('header', { file: this.#path });
    const summary = checkpointSummary(header.metadata, this.uri, this.platform);
    return { type: 'header', file: vscode.workspace.asRelativePath(this.uri), ...header, ...(summary && { summary }) };
  }

  async #answer(of: PreviewRequest, name: string): Promise<void> {
    const opened = this.#opened;
    const message = await this.#ask(of, name).catch((error: Error): ToPreview => ({ type: 'problem', of, name, message: error.message }));
    if (opened === this.#opened) this.#post(message);
  }

  async #ask(of: PreviewRequest, name: string): Promise<ToPreview> {
    const params = { file: this.#path, name };
    switch (of) {
      case 'statistics':
        return { type: of, statistics: await this.#reader().request(of, params) };
      case 'heatMap':
        return { type: of, heatMap: await this.#reader().request(of, params) };
      case 'spectrum':
        return { type: of, spectrum: await this.#reader().request(of, params) };
    }
  }

  #reader(): Reader {
    const { reader } = this.platform;
    if (!reader) throw new Error('Checkpoints cannot be read in a browser yet: open the folder in VS Code on a computer.');
    return reader;
  }

  async #execute(of: PreviewAction): Promise<void> {
    try {
      const text = await vscode.commands.executeCommand(commands[of], this.uri);
      if (of !== 'sample') return this.#post({ type: 'done', of });
      if (typeof text !== 'string') throw new Error('Sampling was given up.');
      this.#post({ type: 'sampled', text });
    } catch (error) {
      this.#post({ type: 'problem', of, message: (error as Error).message });
    }
  }

  #post(message: ToPreview): void {
    void this.webview.postMessage(message);
  }
}
