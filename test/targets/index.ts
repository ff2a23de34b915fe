import { addingProblem } from './addingProblem.ts';
import { addition } from './addition.ts';
import { attention } from './attention.ts';
import { characterLstm } from './characterLstm.ts';
import { truncation } from './truncation.ts';
import type { Target } from './lib/target.ts';

/** Every target, in the order of docs/targets.md. */
export const targets: readonly Target[] = [addingProblem, characterLstm, truncation, addition, attention];
