import { addingProblem } from './addingProblem.ts';
import { addition } from './addition.ts';
import { attention } from './attention.ts';
import { bothWays } from './bothWays.ts';
import { characterLstm } from './characterLstm.ts';
import { clockwork } from './clockwork.ts';
import { context } from './context.ts';
import { counting } from './counting.ts';
import { echoState } from './echoState.ts';
import { embeddedReber } from './embeddedReber.ts';
import { findingTheYear } from './findingTheYear.ts';
import { force } from './force.ts';
import { graphicalModel } from './graphicalModel.ts';
import { horizon } from './horizon.ts';
import { identityRnn } from './identityRnn.ts';
import { listOps } from './listOps.ts';
import { lorenz } from './lorenz.ts';
import { mackeyGlass } from './mackeyGlass.ts';
import { ntmCopy } from './ntmCopy.ts';
import { omega } from './omega.ts';
import { patterns } from './patterns.ts';
import { teacherForcing } from './teacherForcing.ts';
import { temporalOrder } from './temporalOrder.ts';
import { memoryNetwork } from './memoryNetwork.ts';
import { timeDelay } from './timeDelay.ts';
import { timeScales } from './timeScales.ts';
import { truncation } from './truncation.ts';
import type { Target } from './lib/target.ts';

/** Every target, in the order of docs/targets.md. */
export const targets: readonly Target[] = [
  findingTheYear, timeDelay, addingProblem, characterLstm, truncation, bothWays, temporalOrder, horizon, timeScales, echoState, mackeyGlass, lorenz, force, clockwork, counting, embeddedReber, identityRnn, addition, attention, listOps, patterns, teacherForcing, graphicalModel, context, omega, ntmCopy, memoryNetwork,
];
