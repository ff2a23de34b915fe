import { tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { StepGraph, StepOperation, StepValue } from '../graph/stepGraph.ts';
import type { Cell } from './cell.ts';
import { pointOf, recordStep } from './recordStep.ts';

/** Kernels that people know by another name than their own. */
const called: Readonly<Record<string, string>> = {
  BatchMatMul: 'matMul', _FusedMatMul: 'matMul', Multiply: 'mul', RealDiv: 'div', Subtract: 'sub', Sub: 'sub', SplitV: 'split', Unpack: 'unstack', Pack: 'stack', GatherV2: 'gather', PadV2: 'pad', Select: 'where',
};

/** What a cell computes in one step. Call it where nothing else computes. */
export function traceStep(cell: Cell): StepGraph {
  let graph: StepGraph | undefined;
  tidy(() => { graph = graphOf(cell); });
  return graph!;
}

function graphOf(cell: Cell): StepGraph {
  const B = unlike(cell);
  const { parameters, state, x } = pointOf(cell, B);
  const { operations, numbers, result } = recordStep(cell, parameters, state, x);
  const values = new Map<number, StepValue>([[x.id, { kind: 'x' }]]);
  for (const [name, value] of Object.entries(state)) values.set(value.id, { kind: 'state', name });
  for (const [name, value] of Object.entries(parameters)) values.set(value.id, { kind: 'parameter', name });
  const drawn: StepOperation[] = [];
  const valueOf = (tensor: Tensor): StepValue => values.get(tensor.id) ?? { kind: 'constant', text: constant(tensor, numbers) };
  for (const { kernel, inputs, outputs } of operations) {
    if (kernel === 'Identity') values.set(outputs[0]!.id, valueOf(inputs[0]!)); // another name for the same
    else {
      outputs.forEach(({ id }, output) => values.set(id, { kind: 'operation', index: drawn.length, output }));
      drawn.push({ op: nameOf(kernel), inputs: inputs.map(valueOf), shapes: outputs.map(({ shape }) => shape.map((size) => (size === B ? 'B' : size))) });
    }
  }
  const named = { ...result.state, ...(result.output !== result.state['h'] && { output: result.output }), ...Object.fromEntries(Object.entries(result.gates ?? {}).map(([letter, gate]) => [`gate.${letter}`, gate])) };
  return { operations: drawn, results: Object.fromEntries(Object.entries(named).map(([name, value]) => [name, valueOf(value)])) };
}

/** As many sequences as nothing else of the cell is large. */
function unlike({ inputSize, hiddenSize, stateSizes, parameters }: Cell): number {
  const sizes = new Set([inputSize, hiddenSize, ...Object.values(stateSizes), ...parameters.flatMap(({ shape }) => shape)]);
  let B = 3;
  while (sizes.has(B)) B++;
  return B;
}

/** What a person wrote a gradient for has no name. */
const nameOf = (kernel: string): string => called[kernel] ?? (/^[A-Z]/.test(kernel) ? kernel[0]!.toLowerCase() + kernel.slice(1) : 'customGrad');

const constant = ({ id, shape }: Tensor, numbers: ReadonlyMap<number, number>): string => (numbers.has(id) ? String(Number(numbers.get(id)!.toPrecision(4))) : `[${shape.join(', ')}]`);
