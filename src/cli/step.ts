import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openData } from '../core/data/open.ts';
import type { StepGraph, StepValue } from '../core/graph/stepGraph.ts';
import { stepGraphs } from '../engine/stepGraphs.ts';
import { runningCells } from '../engine/traceOwnCells.ts';
import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { complaintOf, openExperiment } from './experimentFile.ts';
import { table } from './table.ts';

/** `unfold step FILE`: the operations inside one step of each cell of one's own. @throws Complaint */
export async function step(args: string[]): Promise<number> {
  const { file, values: { json } } = readArguments(args, { json: { type: 'boolean', default: false } });
  if (file === undefined) throw notValid('Which experiment? unfold step FILE');
  const experiment = await openExperiment(file);
  const data = await openData(experiment, name => readFile(resolve(dirname(file), name)));
  const cells = runningCells(experiment, data);
  try {
    const operations = stepGraphs(cells);
    if (json) console.log(JSON.stringify({ experiment, operations }));
    else if (cells.length === 0) console.log('It has no cell of your own.');
    else console.log(cells.map(({ name, cell }) => `${name}, ${cell.file}\n${describe(operations[name]!)}`).join('\n\n'));
  } catch (error) {
    throw complaintOf(error);
  }
  return exitCodes.done;
}

function describe({ operations, results }: StepGraph): string {
  const rows = operations.map(({ op, inputs, shapes }, i) => [String(i + 1), op, inputs.map(inWords).join(', '), shapes.map(shape => `[${shape.join(', ')}]`).join(' ')]);
  const given = Object.entries(results).map(([name, value]) => `${name} = ${inWords(value)}`);
  return [...table([['', 'operation', 'of', 'gives'], ...rows], 4), given.join(', ')].join('\n');
}

function inWords(value: StepValue): string {
  switch (value.kind) {
    case 'x': return 'x';
    case 'state': return `${value.name} before`;
    case 'parameter': return value.name;
    case 'constant': return value.text;
    case 'operation': return `(${value.index + 1}${value.output > 0 ? `.${value.output + 1}` : ''})`;
  }
}
