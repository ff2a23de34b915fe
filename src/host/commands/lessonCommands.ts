import { Uri } from 'vscode';
import { titleOf } from '../experiments.ts';
import { lessonOf, showLesson } from '../lessons.ts';
import { ownLessonName } from '../lessonNames.ts';
import type { CommandParts } from './parts.ts';
import { pickExperiment } from './pick.ts';

/** Shows the lesson beside an experiment. @throws Error, in words, where there is none */
export async function openLesson(parts: CommandParts, target: unknown): Promise<void> {
  const experiment = await pickExperiment(parts, target, 'Open the lesson of which experiment?');
  if (experiment === undefined) return;
  const lesson = await lessonOf(experiment);
  if (lesson === undefined) throw new Error(`There is no lesson of ${titleOf(experiment)}: ${ownLessonName(experiment.path)} beside it would be one.`);
  await showLesson(lesson);
}

/** Opens an experiment of the sidebar. */
export async function openExperiment({ lessons }: CommandParts, target: unknown): Promise<void> {
  if (target instanceof Uri) await lessons.openExperiment(target);
}
