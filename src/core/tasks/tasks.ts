import type { TaskData } from '../spec/experiment.ts';
import { adding } from './adding.ts';
import type { Task } from './task.ts';

/** Every generated task by its name in an experiment. */
export const tasks: Readonly<Record<TaskData['task'], Task>> = { adding };
