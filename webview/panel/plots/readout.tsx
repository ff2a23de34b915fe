import { formatNumber } from '../../shared/format.ts';
import type { Theme } from '../../shared/theme.ts';
import type { PlotDefinition, Tables } from './definitions.ts';
import { Swatch } from './swatch.tsx';
import { valueAt } from './valueAt.ts';

export interface ReadoutProps {
  readonly definition: PlotDefinition;
  readonly tables: Tables;
  readonly theme: Theme;
  readonly cursor: number | undefined;
}

/** The values under the cursor, or the last ones: as recorded, not smoothed. */
export function Readout({ definition, tables, theme, cursor }: ReadoutProps) {
  return (
    <p class="readout">
      {definition.lines.map((line) => {
        const value = valueAt(tables[line.table], line.column, cursor);
        return (
          <span key={line.column + line.table} class="entry" data-line={line.label} data-value={value}>
            <Swatch line={line} theme={theme} />
            <span class="name" title={line.label}>{line.label}</span>
            <b class="tabular">{value === undefined ? '–' : written(value, definition.unit)}</b>
          </span>
        );
      })}
    </p>
  );
}

/** Nats per character, byte or word are shown in bits too. */
function written(value: number, unit: string): string {
  return unit.startsWith('nats per ') ? `${formatNumber(value)} (${formatNumber(value / Math.LN2)} bits)` : formatNumber(value);
}
