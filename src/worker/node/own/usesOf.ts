import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { OwnSizes } from '../../../core/cells/own.ts';
import { experimentName, readExperiment } from '../../../core/spec/read.ts';

/** How a cell is used. */
export interface CellUse {
  /** From where its file is named. */
  readonly folder: string;
  /** The experiment that uses it, where there is one. */
  readonly experiment?: string;
  readonly sizes: OwnSizes;
}

const inputSize = 3;
const hiddenSize = 32;

/** Larger cells are looked at with as many units as one has of which nothing is known: they would take too long. */
const mostUnits = 256;

/** How many folders above the cell an experiment may lie that names it. */
const heights = 3;

/** How the first experiment that is near a cell uses it; where none does, as a first layer of 32 units. */
export async function useOf(cell: string): Promise<CellUse> {
  let folder = dirname(cell);
  for (let height = 0; height < heights; height++, folder = dirname(folder)) {
    for (const name of (await readdir(folder).catch(() => [])).filter((each) => each.endsWith('.unfold.json')).sort()) {
      const sizes = await sizesIn(join(folder, name), cell);
      if (sizes) return { folder, experiment: join(folder, name), sizes };
    }
  }
  const beside = dirname(cell);
  return { folder: basename(beside) === 'cells' ? dirname(beside) : beside, sizes: { inputSize, hiddenSize, options: {} } };
}

async function sizesIn(experiment: string, cell: string): Promise<OwnSizes | undefined> {
  const text = await readFile(experiment, 'utf8').catch(() => '');
  if (!text.includes(basename(cell))) return undefined;
  const reading = readExperiment(text, { name: experimentName(experiment) });
  if (!reading.ok) return undefined;
  const { model } = reading.experiment;
  for (const layers of [model.layers, model.encoder?.layers ?? []]) {
    const place = layers.findIndex(({ cell: each }) => each.kind === 'own' && resolve(dirname(experiment), each.file) === cell);
    const layer = layers[place];
    if (layer?.cell.kind !== 'own') continue;
    const below = layers[place - 1];
    const units = (n: number): number => (n > mostUnits ? hiddenSize : n);
    return { inputSize: below ? units(below.hiddenSize) * (below.direction === 'both' ? 2 : 1) : inputSize, hiddenSize: units(layer.hiddenSize), options: layer.cell.options };
  }
  return undefined;
}
