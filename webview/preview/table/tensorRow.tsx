import type { TensorEntry, TensorStatistics } from '../../../src/protocol/preview.ts';
import { formatCount } from '../../shared/format.ts';
import { shapeText, statisticText } from '../columns.ts';
import type { Problem } from '../state.ts';
import { Sparkline } from './sparkline.tsx';

interface Props {
  readonly tensor: TensorEntry;
  readonly statistics: TensorStatistics | Problem | undefined;
  /** From 0, among those shown. */
  readonly index: number;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onSelect: (index: number) => void;
}

/** One tensor. */
export function TensorRow({ tensor, statistics, index, active, selected, onSelect }: Props) {
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      tabIndex={active ? 0 : -1}
      onClick={() => onSelect(index)}
    >
      <td class="name" title={tensor.name}>{tensor.name}</td>
      <td>{tensor.dtype}</td>
      <td title={shapeText(tensor.shape)}>{shapeText(tensor.shape)}</td>
      <td class="number">{formatCount(tensor.count)}</td>
      <StatisticsCells statistics={statistics} />
    </tr>
  );
}

function StatisticsCells({ statistics }: Pick<Props, 'statistics'>) {
  if (!statistics) return <td class="muted" colSpan={6}>…</td>;
  if ('problem' in statistics) return <td class="problem" colSpan={6} title={statistics.problem}>{statistics.problem}</td>;
  return (
    <>
      <td class="number">{statisticText(statistics, 'min')}</td>
      <td class="number">{statisticText(statistics, 'mean')}</td>
      <td class="number">{statisticText(statistics, 'max')}</td>
      <td class="number">{statisticText(statistics, 'standardDeviation')}</td>
      <td class={statistics.nans > 0 ? 'number problem' : 'number'}>{statisticText(statistics, 'nans')}</td>
      <td class="histogram"><Sparkline counts={statistics.histogram} /></td>
    </>
  );
}
