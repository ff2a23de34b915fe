import type { TensorStatistics } from '../../../src/protocol/preview.ts';
import { formatCount, formatNumber } from '../../shared/format.ts';

interface Props {
  readonly finite: NonNullable<TensorStatistics['finite']>;
  readonly counts: readonly number[];
}

/** How often which values occur, with each bin's range and count under the pointer. */
export function HistogramChart({ finite: { min, max, mean, standardDeviation }, counts }: Props) {
  const highest = Math.max(...counts);
  const edge = (bin: number) => formatNumber(min + ((max - min) * bin) / counts.length);
  return (
    <figure class="histogram-chart">
      <figcaption>
        <h3>Values</h3>
        <span class="muted">mean {formatNumber(mean)}, standard deviation {formatNumber(standardDeviation)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${counts.length} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Histogram of values from ${formatNumber(min)} to ${formatNumber(max)}; the fullest bin has ${formatCount(highest)}.`}
      >
        {counts.map((count, bin) => (
          <g key={bin}>
            <title>{`${edge(bin)} to ${edge(bin + 1)}: ${formatCount(count)}`}</title>
            <rect class="hit" x={bin} y={0} width={1} height={100} />
            <rect class="bar" x={bin + 0.05} width={0.9} {...barOf(count, highest)} />
          </g>
        ))}
      </svg>
      <Axis min={min} max={max} />
    </figure>
  );
}

/** A bin that is not empty can be seen. */
function barOf(count: number, highest: number): { y: number; height: number } {
  const height = count === 0 ? 0 : Math.max(1, (100 * count) / highest);
  return { y: 100 - height, height };
}

function Axis({ min, max }: { min: number; max: number }) {
  const zero = (-min / (max - min)) * 100;
  return (
    <div class="axis muted" aria-hidden="true">
      <span>{formatNumber(min)}</span>
      {zero > 15 && zero < 85 && <span class="zero" style={{ left: `${zero}%` }}>0</span>}
      <span>{max > min && formatNumber(max)}</span>
    </div>
  );
}
