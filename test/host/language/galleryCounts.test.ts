import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { openData } from '../../../src/core/data/open.ts';
import { allParameters } from '../../../src/core/spec/memory.ts';
import { readExperiment } from '../../../src/core/spec/read.ts';
import { counted } from '../../../src/core/spec/wording.ts';
import { modelOf } from '../../../src/core/train/compileModel.ts';
import { traceOwnCells } from '../../../src/engine/traceOwnCells.ts';
import { hoverOf, sizesOf } from '../../../src/host/language/sizes.ts';
import { loadOwnCode } from '../../../src/worker/node/own/loadOwnCode.ts';

/** An experiment of the gallery with its data, and what of it is drawn and trained. */
async function opened(name: string) {
  const folder = `examples/${name}`;
  const reading = readExperiment(readFileSync(`${folder}/${name}.unfold.json`, 'utf8'), { name });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  const loaded = await loadOwnCode(reading.experiment, resolve(folder));
  const data = await openData(loaded, file => readFile(`${folder}/${file}`));
  const experiment = await traceOwnCells(loaded, data);
  const parameters = modelOf(experiment, data).parameters.map(({ shape, fixed }) => ({ size: shape.reduce((product, n) => product * n, 1), fixed: fixed === true }));
  const sum = (all: typeof parameters) => all.reduce((total, { size }) => total + size, 0);
  return { read: reading.experiment, experiment, data, all: sum(parameters), learnt: sum(parameters.filter(({ fixed }) => !fixed)) };
}

test.each(readdirSync('examples'))('%s: the parameters that a hover tells are those that a run has', async (name) => {
  const { read, experiment, data, all, learnt } = await opened(name);
  const { inputSize, outputSize, sourceSize, contextSize } = data;
  const sizes = { inputSize, outputSize, sourceSize, contextSize };
  expect([allParameters(experiment, sizes), allParameters(experiment, sizes, true)]).toEqual([all, learnt]);
  expect(hoverOf(experiment, { sizes, known: true }, ['model'])).toContain(`**${counted(all, 'parameter')}**${learnt === all ? '\n' : `, of which ${learnt.toLocaleString('en-GB')} are learnt\n`}`);
  const glimpse = sizesOf(read, undefined); // before anybody has read the data
  if (glimpse.known) expect(glimpse.sizes).toEqual({ ...sizes, sourceSize: glimpse.sizes.sourceSize, contextSize: glimpse.sizes.contextSize });
  else expect(glimpse.sizes.inputSize).toBeLessThanOrEqual(inputSize);
});
