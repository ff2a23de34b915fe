import { restoreUnits } from '../../core/data/standardise.ts';
import type { LabFreeRun, LabFreeTarget } from '../../protocol/lab.ts';
import { drawnNetwork } from './drawnNetwork.ts';
import type { EchoStateFit, FitSurroundings } from './fitEchoState.ts';

/** At most so many rows are forecast. */
const most = 1000;
/** Steps between two breaths. */
const stretch = 64;
/** In deviations of the target: a forecast that is farther off is valid no more (Pathak et al. 2018, doi:10.1103/PhysRevLett.120.024102, who take 0.4). */
const threshold = 0.4;

/**
 * A forecast from the last row that was learnt from on: what the network says stands in the place of the column that it forecasts,
 * from row to row. Other columns that it reads are as they were.
 * @throws the signal's reason where it is no longer wanted
 */
export async function freeRun({ report: { options }, series, network: { drive, tensors } }: EchoStateFit, { openWorkspace, breathe, signal, onProgress }: FitSurroundings): Promise<LabFreeRun> {
  const { x, y, allTargets, trainSteps, targetScales } = series;
  const steps = Math.min(most, series.steps - trainSteps);
  const n = options.inputs.length;
  const work = steps + (drive.known ? 0 : trainSteps);
  let done = 0;
  const workspace = await openWorkspace();
  try {
    const network = drawnNetwork(workspace, options, drive.weights);
    const { units, outputs, reservoir: { inputs: width } } = network;
    const own = [options.target, ...options.moreTargets];
    if (drive.known) network.standAt(drive.known.slice((trainSteps - 1) * units, trainSteps * units));
    else for (const driven of network.driving(drive.x.subarray(0, trainSteps * width), {})) await turn(driven);
    const [readout, bias] = [tensors['V']!.data, tensors['c']!.data];
    const V = new Float64Array(readout.length + bias.length);
    V.set(readout);
    V.set(bias, readout.length);
    const row = new Float32Array(width);
    row.set(y.subarray((trainSteps - 1) * outputs, trainSteps * outputs), width > n ? n : 0);
    const predictions = targetScales.map(() => new Float64Array(steps));
    for (let t = trainSteps, o = new Float64Array(outputs); t < trainSteps + steps; t++) {
      row.set(x.subarray(t * n, (t + 1) * n));
      if (t > trainSteps) options.inputs.forEach((name, k) => { if (own.includes(name) && options.horizon === 1) row[k] = o[own.indexOf(name)]!; });
      o = network.predict(row, V) as Float64Array<ArrayBuffer>;
      if (width > n) row.set(o, n);
      predictions.forEach((each, k) => { each[t - trainSteps] = restoreUnits(o[k]!, targetScales[k]!); });
      if ((t - trainSteps) % stretch === stretch - 1) await turn(stretch);
    }
    const all = predictions.map((prediction, k): LabFreeTarget => {
      const target = allTargets[k]!.slice(trainSteps, trainSteps + steps);
      const off = prediction.findIndex((value, t) => !(Math.abs(value - target[t]!) <= threshold * targetScales[k]!.deviation));
      return { prediction, target, valid: off < 0 ? steps : off, ended: off >= 0 };
    });
    return { start: trainSteps + options.horizon, ...all[0]!, ...(all.length > 1 && { targets: all }) };
  } finally {
    workspace.giveBack?.();
  }

  async function turn(count: number): Promise<void> {
    done += count;
    onProgress?.(done / work);
    await breathe();
    signal?.throwIfAborted();
  }
}
