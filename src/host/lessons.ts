import { TabInputCustom, Uri, ViewColumn, commands, window, workspace } from 'vscode';
import type { Memento } from 'vscode';
import { exists } from './exists.ts';
import { folderLessonName, isCalledAsFolder, namesExperiment, ownLessonName } from './lessonNames.ts';
import { pageColumn } from './views/pageColumn.ts';

/** VS Code's own preview of Markdown. It is there in a browser, and in a folder that is not trusted. */
const preview = 'vscode.markdown.preview.editor';
const shownKey = 'unfold.lessonsShown';

/** The lesson beside an experiment: its own, or the folder's where that is about it. */
export async function lessonOf(experiment: Uri): Promise<Uri | undefined> {
  const [own, shared] = [ownLessonName(experiment.path), folderLessonName].map(name => Uri.joinPath(experiment, '..', name)) as [Uri, Uri];
  if (await exists(own)) return own;
  return await exists(shared) && await isAbout(shared, experiment).catch(() => false) ? shared : undefined;
}

/** Whether the lesson of a folder is about an experiment in it: the one the folder is called after, the only one, or one that it names. @throws Error where lesson or folder cannot be read */
async function isAbout(lesson: Uri, experiment: Uri): Promise<boolean> {
  if (isCalledAsFolder(experiment.path)) return true;
  const beside = await workspace.fs.readDirectory(Uri.joinPath(experiment, '..'));
  const experiments = beside.map(([name]) => name).filter(name => name.endsWith('.unfold.json'));
  return experiments.length < 2 || namesExperiment(new TextDecoder().decode(await workspace.fs.readFile(lesson)), experiment.path, experiments);
}

/** Shows a lesson beside what is in front, which stays in front; where its preview is open already, there. */
export async function showLesson(lesson: Uri): Promise<void> {
  const viewColumn = columnOf(lesson) ?? ViewColumn.Beside;
  await commands.executeCommand('vscode.openWith', lesson, preview, { viewColumn, preserveFocus: true });
}

function columnOf(lesson: Uri): ViewColumn | undefined {
  const isIt = (input: unknown) => input instanceof TabInputCustom && input.viewType === preview && input.uri.toString() === lesson.toString();
  return window.tabGroups.all.find(({ tabs }) => tabs.some(({ input }) => isIt(input)))?.viewColumn;
}

/** Opens experiments with their lesson: by itself once in a workspace, since whoever closes it has read it. */
export class Lessons {
  constructor(private readonly workspaceState: Memento) {}

  async openExperiment(experiment: Uri): Promise<void> {
    await commands.executeCommand('vscode.open', experiment, pageColumn());
    const lesson = await lessonOf(experiment);
    const shown = this.workspaceState.get<readonly string[]>(shownKey, []);
    if (lesson === undefined || shown.includes(lesson.toString())) return;
    await showLesson(lesson);
    await this.workspaceState.update(shownKey, [...shown, lesson.toString()]);
  }
}
