import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { OwnSizes } from '../../../core/cells/own.ts';
import { depthOf } from '../../../core/spec/chains.ts';
import { readings } from '../../../core/spec/memory.ts';
import { needsOf } from '../../../core/spec/needs.ts';
import { experimentName, readExperiment } from '../../../core/spec/read.ts';

/** How a cell is used. */
export interface CellUse {
  /** From where its file is named. */
  readonly folder: string;
  /** The experiment that uses it, where there is one. */
  readonly experiment?: string;
  readonly sizes: OwnSizes;
  /** Whether the experiment may use it with other sizes: how many columns data has may only be known once it is read, and a large cell takes long. */
  readonly isSupposed?: boolean;
}

const inputSize = 3;
const hiddenSize = 32;

/** Larger cells without options, which their sizes may have to fit, are looked at with as many units as one has of which nothing is known: they would take too long. */
const mostUnits = 256;

/** How many folders above the cell an experiment may lie that names it. */
const heights = 3;

/** How the first experiment that is near a cell uses it; where none does, as a first layer of 32 units. */
export async function useOf(cell: string): Promise<CellUse> {
  let folder = dirname(cell);
  for (let height = 0; height < heights; height++, folder = dirname(folder)) {
    for (const name of (await readdir(folder).catch(() => [])).filter((each) => each.endsWith('.unfold.json')).sort()) {
      const use = await useIn(join(folder, name), cell);
      if (use) return { folder, experiment: join(folder, name), ...use };
    }
  }
  const beside = dirname(cell);
  return { folder: basename(beside) === 'cells' ? dirname(beside) : beside, sizes: { inputSize, hiddenSize, options: {} } };
}

async function useIn(experiment: string, cell: string): Promise<Pick<CellUse, 'sizes' | 'isSupposed'> | undefined> {
  const text = await readFile(experiment, 'utf8').catch(() => '');
  if (!text.includes(basename(cell))) return undefined;
  const reading = readExperiment(text, { name: experimentName(experiment) });
  if (!reading.ok) return undefined;
  const { model, data } = reading.experiment;
  const firsts = [model.encoder?.layers[0], model.layers[0]];
  const found = readings(reading.experiment, needsOf(data).sizes).find(({ layer: { cell: each } }) => each.kind === 'own' && resolve(dirname(experiment), each.file) === cell);
  if (found?.layer.cell.kind !== 'own') return undefined;
  const { layer, layer: { hiddenSize: n, cell: { options } } } = found;
  const isDeep = depthOf(layer).input > 0;
  const width = isDeep ? n : found.width;
  const isKnown = data.kind === 'task' || data.kind === 'series' || isDeep || !firsts.includes(layer);
  const capped = (size: number, usual: number): number => (size > mostUnits && Object.keys(options).length === 0 ? usual : size);
  const sizes = { inputSize: isKnown ? capped(width, hiddenSize) : inputSize, hiddenSize: capped(n, hiddenSize), options };
  return { sizes, isSupposed: !isKnown || sizes.inputSize !== width || sizes.hiddenSize !== n };
}
