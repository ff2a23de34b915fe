import type { EchoStateOptions } from '../../protocol/echoState.ts';
import type { LabFit, LabSeries } from '../../protocol/lab.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';
import type { EchoStateFit } from './fitEchoState.ts';

/** At most so many rows are shown: the last that are learnt from, and the first that are tested with. */
const mostShown = { learnt: 250, tested: 1000 };

/** What a page draws of a fit. */
export function shown({ report, series, network }: EchoStateFit): Omit<LabFit, 'id' | 'drive' | 'milliseconds'> {
  const { trainSteps, steps, targets, allTargets, targetScales } = series;
  const from = Math.max(report.options.washout, trainSteps - mostShown.learnt);
  const to = Math.min(steps, trainSteps + mostShown.tested);
  const part = (values: Float64Array): Float64Array => values.slice(from, to);
  const several = series.segments.length > 1 ? seriesShown(series, report.options, from, to) : undefined;
  return {
    report, start: several?.[0]?.row ?? from + report.options.horizon, learnt: trainSteps - from,
    target: part(targets), prediction: part(network.predictions),
    ...(allTargets.length > 1 && { targets: targetScales.map(({ name, deviation }, k) => ({ name, deviation, target: part(allTargets[k]!), prediction: part(network.said[k]!) })) }),
    ...(several && { series: several }),
  };
}

/** Where each begins, of those that have steps from `from` to `to`. */
function seriesShown({ segments, rowSegments }: EchoStateSeries, { horizon, washout }: EchoStateOptions, from: number, to: number): LabSeries[] {
  return segments.flatMap((steps, i) => {
    const first = Math.max(from, steps.from);
    if (first >= Math.min(to, steps.to)) return [];
    return [{ at: first - from, row: rowSegments[i]!.from + horizon + first - steps.from, washout: Math.max(0, steps.from + washout - first) }];
  });
}
