import type { TensorEntry, TensorStatistics } from '../../../src/protocol/preview.ts';
import { formatCount, formatNumber } from '../../shared/format.ts';
import type { Problem } from '../state.ts';
import { HistogramChart } from './histogramChart.tsx';

interface Props {
  readonly tensor: TensorEntry;
  readonly statistics: TensorStatistics | Problem | undefined;
}

/** Statistics in words, and the histogram they go with. */
export function StatisticsSection({ tensor, statistics }: Props) {
  if (!statistics) return <p class="muted" role="status">Reading {formatCount(tensor.count)} elements…</p>;
  if ('problem' in statistics) return <p class="problem" role="alert">{statistics.problem}</p>;
  const { finite } = statistics;
  return (
    <>
      <NotFinite statistics={statistics} />
      {!finite && <p>No element is finite.</p>}
      {finite && tensor.count === 1 && <p class="scalar mono">{formatNumber(finite.mean, 8)}</p>}
      {finite && tensor.count > 1 && <HistogramChart finite={finite} counts={statistics.histogram} />}
    </>
  );
}

function NotFinite({ statistics: { nans, infinities } }: { statistics: TensorStatistics }) {
  if (nans + infinities === 0) return null;
  const parts = [nans > 0 && `${formatCount(nans)} NaN`, infinities > 0 && `${formatCount(infinities)} infinite`].filter(Boolean);
  return <p class="problem">Not finite: {parts.join(', ')}.</p>;
}
