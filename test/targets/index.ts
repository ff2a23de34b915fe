import { addingProblem } from './addingProblem.ts';
import { characterLstm } from './characterLstm.ts';
import { clockwork } from './clockwork.ts';
import { findingTheYear } from './findingTheYear.ts';
import { timeDelay } from './timeDelay.ts';
import { truncation } from './truncation.ts';
import type { Target } from './lib/target.ts';

/** Every target, in the order of docs/targets.md. */
export const targets: readonly Target[] = [findingTheYear, timeDelay, addingProblem, characterLstm, truncation, clockwork];
