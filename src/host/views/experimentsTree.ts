import { ThemeIcon, TreeItem, Uri, workspace } from 'vscode';
import type { TreeDataProvider } from 'vscode';
import { titleOf } from '../experiments.ts';
import type { Experiments } from '../experiments.ts';
import { lessonOf } from '../lessons.ts';

/** The sidebar's list of experiments; an element is the experiment's file. */
export class ExperimentsTree implements TreeDataProvider<Uri> {
  readonly onDidChangeTreeData;

  constructor(private readonly experiments: Experiments) {
    this.onDidChangeTreeData = experiments.onDidChange;
  }

  async getChildren(): Promise<Uri[]> {
    return [...await this.experiments.find()];
  }

  async getTreeItem(experiment: Uri): Promise<TreeItem> {
    const item = new TreeItem(titleOf(experiment));
    const folder = workspace.asRelativePath(Uri.joinPath(experiment, '..'));
    const isRoot = folder === '.' || workspace.workspaceFolders?.some(({ uri }) => uri.fsPath === folder);
    if (!isRoot && !folder.endsWith(titleOf(experiment))) item.description = folder;
    item.id = experiment.toString();
    item.tooltip = workspace.asRelativePath(experiment);
    item.iconPath = new ThemeIcon('beaker');
    item.contextValue = await lessonOf(experiment) ? 'experiment.lesson' : 'experiment';
    item.command = { command: 'unfold.openExperiment', title: 'Open', arguments: [experiment] };
    return item;
  }
}
