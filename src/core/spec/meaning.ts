import type { ResolvedExperiment } from './experiment.ts';
import { reservoirsFade, headsFit, clocksFit, positionsFit } from './meaning/cells.ts';
import { outputFits, lossFits, taskFits, vocabularyFits, inputsFit } from './meaning/data.ts';
import { treesFit, depthFits, delaysFit, dropoutFits } from './meaning/layers.ts';
import { encoderFits, beamFits, directionsFit, contextFits, endingFits } from './meaning/reading.ts';
import { ownCellsFit, ownTaskFits } from './meaning/own.ts';
import { forceFits, readoutFits, washoutFits } from './meaning/readout.ts';
import { recurrenceFits } from './meaning/recurrence.ts';
import { startFits, warmupFits, omegaFits, jacobiansFit, truncationFits, engineFits } from './meaning/training.ts';
import type { SpecError } from './problem.ts';

/** What contradicts itself within the file, whatever its data holds. */
export function checkMeaning(experiment: ResolvedExperiment): SpecError[] {
  return [
    outputFits, lossFits, encoderFits, beamFits, directionsFit, treesFit, depthFits, recurrenceFits, contextFits, endingFits, taskFits, vocabularyFits, inputsFit, startFits, warmupFits, omegaFits, jacobiansFit, truncationFits, readoutFits, reservoirsFade, washoutFits, forceFits,
    engineFits, delaysFit, dropoutFits, headsFit, clocksFit, positionsFit, ownCellsFit, ownTaskFits,
  ].flatMap(check => check(experiment));
}
