import { experimentName } from '../core/spec/read.ts';

/** How the lesson of an experiment is called where a folder holds several experiments: what New Experiment writes. */
export const ownLessonName = (experiment: string): string => `${experimentName(experiment)}.lesson.md`;

/** How a folder's lesson is called, as the gallery has it. */
export const folderLessonName = 'lesson.md';

/** Whether an experiment is called as its folder is, which is then about it. */
export function isCalledAsFolder(experiment: string): boolean {
  const name = experimentName(experiment);
  return experiment.endsWith(`/${name}/${name}.unfold.json`);
}

/** Whether a text names the file of an experiment, and not only one whose name ends so. */
export const namesExperiment = (text: string, experiment: string): boolean =>
  text.split(`${experimentName(experiment)}.unfold.json`).slice(0, -1).some(before => !/[\p{L}\p{N}._-]$/u.test(before));
