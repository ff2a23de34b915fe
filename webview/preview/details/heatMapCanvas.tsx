import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { HeatMap } from '../../../src/protocol/preview.ts';
import { useSize } from '../../shared/useSize.ts';
import { useTheme } from '../../shared/useTheme.ts';
import { formatNumber } from '../../shared/format.ts';
import { cellAfterKey, cellAt, readout, type Cell } from './heatMapCell.ts';
import { heatMapImage } from './heatMapImage.ts';
import { heatMapSize } from './heatMapSize.ts';

interface Props {
  readonly heatMap: HeatMap;
  readonly values: Float32Array;
  readonly limit: number;
}

/** The picture, with what is under the pointer (or the arrow keys' cell) in words. */
export function HeatMapCanvas({ heatMap, values, limit }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cell, setCell] = useState<Cell>();
  const size = heatMapSize(heatMap, useSize(box).width);
  useImage(canvas, { heatMap, values, limit });
  const onKeyDown = (event: KeyboardEvent) => {
    const next = cellAfterKey(event.key, cell, heatMap);
    if (!next) return;
    event.preventDefault();
    setCell(next);
  };
  return (
    <div ref={box}>
      <div class="picture" style={{ width: `${size.width}px`, height: `${size.height}px` }}>
        <canvas
          ref={canvas}
          role="img"
          tabIndex={0}
          aria-label={`Heat map of ${heatMap.fullRows} rows by ${heatMap.fullColumns} columns, from ${formatNumber(-limit)} to ${formatNumber(limit)}. Arrow keys read its cells.`}
          onPointerMove={(event) => setCell(cellAt(event, heatMap))}
          onPointerLeave={() => setCell(undefined)}
          onKeyDown={onKeyDown}
        />
        {cell && <span class="cursor" style={placeOf(cell, heatMap)} />}
      </div>
      <output class="mono" aria-live="polite">{cell ? readout(cell, heatMap, values) : ' '}</output>
    </div>
  );
}

/** One pixel a cell; the stylesheet stretches it. */
function useImage(canvas: RefObject<HTMLCanvasElement | null>, { heatMap, values, limit }: Props): void {
  const theme = useTheme();
  useLayoutEffect(() => {
    const element = canvas.current!;
    element.width = heatMap.columns;
    element.height = heatMap.rows;
    element.getContext('2d')!.putImageData(heatMapImage(heatMap, values, limit, theme), 0, 0);
  }, [heatMap, theme]);
}

function placeOf({ row, column }: Cell, { rows, columns }: HeatMap) {
  const percent = (share: number) => `${share * 100}%`;
  return { left: percent(column / columns), top: percent(row / rows), width: percent(1 / columns), height: percent(1 / rows) };
}
