import { adding } from './adding.ts';
import type { Task, TaskData, TaskName, TaskOptions } from './task.ts';
import { temporalOrder } from './temporalOrder.ts';

type TaskMaker<N extends TaskName> = (options: TaskOptions<N>) => Task;

/** Every generated task by its name in an experiment: one file and one line here. */
const tasks: { readonly [N in TaskName]: TaskMaker<N> } = { adding, temporalOrder };

/** The task an experiment asks for. */
export function makeTask(data: TaskData): Task {
  const make = tasks[data.task] as (options: TaskData) => Task;
  return make(data);
}
