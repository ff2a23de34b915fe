import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Event, TreeDataProvider, Uri } from 'vscode';
import type { RunState } from '../../protocol/run.ts';
import type { Run } from '../runs/run.ts';
import type { RunDisk, RunStore } from '../runs/runStore.ts';
import { checkpointUri } from '../runs/workspaceDisk.ts';
import { progressWords, summary } from './runWords.ts';

/** A row of the list: a run, or a checkpoint beneath it. */
export type RunsNode = { readonly kind: 'run'; readonly run: Run } | { readonly kind: 'checkpoint'; readonly folder: Uri; readonly name: string };

const icons: Readonly<Record<RunState, ThemeIcon>> = {
  queued: new ThemeIcon('watch'),
  running: new ThemeIcon('pulse', new ThemeColor('charts.blue')),
  paused: new ThemeIcon('debug-pause', new ThemeColor('charts.yellow')),
  done: new ThemeIcon('pass', new ThemeColor('charts.green')),
  stopped: new ThemeIcon('debug-stop'),
  failed: new ThemeIcon('error', new ThemeColor('list.errorForeground')),
};

/** The sidebar's list of runs, newest first, with their checkpoints. */
export class RunsTree implements TreeDataProvider<RunsNode> {
  constructor(
    private readonly store: RunStore,
    private readonly disk: RunDisk,
    readonly onDidChangeTreeData: Event<void>,
    private readonly discovered: () => Promise<void>,
  ) {}

  async getChildren(node?: RunsNode): Promise<RunsNode[]> {
    if (node?.kind === 'checkpoint') return [];
    if (node?.kind === 'run') return this.#checkpoints(node.run.folder);
    await this.discovered();
    return this.store.runs.map(run => ({ kind: 'run', run }));
  }

  getTreeItem(node: RunsNode): TreeItem {
    return node.kind === 'run' ? runItem(node.run) : checkpointItem(checkpointUri(node.folder, node.name), node.name);
  }

  async #checkpoints(folder: Uri): Promise<RunsNode[]> {
    const names = await this.disk.checkpoints(folder);
    return names.map((name): RunsNode => ({ kind: 'checkpoint', folder, name })).reverse();
  }
}

function runItem({ folder, status }: Run): TreeItem {
  const item = new TreeItem(status.name, TreeItemCollapsibleState.Collapsed);
  item.id = folder.toString();
  item.description = summary(status);
  item.tooltip = [status.name, progressWords(status), ...(status.reason ? [status.reason] : []), status.id].join('\n');
  item.iconPath = icons[status.state];
  item.contextValue = `run.${status.state}`;
  item.accessibilityInformation = { label: `${status.name}, ${progressWords(status)}` };
  item.command = { command: 'unfold.showPanel', title: 'Show Panel', arguments: [folder] };
  return item;
}

function checkpointItem(uri: Uri, name: string): TreeItem {
  const item = new TreeItem(name.replace('.safetensors', '').replace('-', ' '));
  item.id = uri.toString();
  item.tooltip = uri.fsPath;
  item.iconPath = new ThemeIcon('save');
  item.contextValue = 'checkpoint';
  item.command = { command: 'vscode.open', title: 'Open', arguments: [uri] };
  return item;
}
