import { adding } from './adding.ts';
import { addition } from './addition.ts';
import { anbn } from './anbn.ts';
import { babi } from './babi.ts';
import { copy } from './copy.ts';
import { dates } from './dates.ts';
import { described } from './described.ts';
import { embeddedReber } from './embeddedReber.ts';
import { listOps } from './listOps.ts';
import { mackeyGlass } from './mackeyGlass.ts';
import { narma } from './narma.ts';
import { nepal } from './nepal.ts';
import type { Task, TaskData, TaskName, TaskOptions } from './task.ts';
import { temporalOrder } from './temporalOrder.ts';
import { waveform } from './waveform.ts';
import { xorShift } from './xorShift.ts';

type TaskMaker<N extends TaskName> = (options: TaskOptions<N>) => Task;

/** Every generated task by its name in an experiment: one file and one line here. */
const tasks: { readonly [N in TaskName]: TaskMaker<N> } = {
  adding, addition, anbn, babi, copy, dates, embeddedReber, listOps, mackeyGlass, narma, nepal, own: described, temporalOrder, waveform, xorShift,
};

/** The task an experiment asks for. */
export function makeTask(data: TaskData): Task {
  const make = tasks[data.task] as (options: TaskData) => Task;
  return make(data);
}
