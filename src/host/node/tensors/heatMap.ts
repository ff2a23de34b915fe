import { HeatMapCells, matrixSize } from '../../../core/checkpoint/heatMap.ts';
import type { HeatMap } from '../../../protocol/preview.ts';
import { TensorFile } from './tensorFile.ts';

/** Cells each way that a page can show. */
const largest = 256;

/** A tensor as a matrix of at most 256 × 256 averages. */
export function readHeatMap(file: string, name: string): Promise<HeatMap> {
  return TensorFile.using(file, async (opened) => {
    const tensor = opened.tensor(name);
    const full = matrixSize(tensor.shape);
    const cells = new HeatMapCells(full.rows, full.columns, largest);
    for await (const values of opened.chunks(tensor)) cells.add(values);
    const { rows, columns, fullRows, fullColumns } = cells;
    return { name, rows, columns, fullRows, fullColumns, buffer: cells.means().buffer };
  });
}
