import { TabInputCustom, Uri, ViewColumn, commands, window } from 'vscode';
import type { Memento } from 'vscode';
import { exists } from './exists.ts';
import { lessonNames } from './lessonNames.ts';
import { pageColumn } from './views/pageColumn.ts';

/** VS Code's own preview of Markdown. It is there in a browser, and in a folder that is not trusted. */
const preview = 'vscode.markdown.preview.editor';
const shownKey = 'unfold.lessonsShown';

/** The lesson beside an experiment. */
export async function lessonOf(experiment: Uri): Promise<Uri | undefined> {
  for (const name of lessonNames(experiment.path)) {
    const lesson = Uri.joinPath(experiment, '..', name);
    if (await exists(lesson)) return lesson;
  }
  return undefined;
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
