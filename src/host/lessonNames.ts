import { experimentName } from '../core/spec/read.ts';

/** How the lesson of an experiment is called where a folder holds several experiments: what New Experiment writes. */
export const ownLessonName = (experiment: string): string => `${experimentName(experiment)}.lesson.md`;

/** What a lesson beside an experiment may be called, the likeliest first: its own name, or the folder's only lesson. */
export const lessonNames = (experiment: string): readonly string[] => [ownLessonName(experiment), 'lesson.md'];
