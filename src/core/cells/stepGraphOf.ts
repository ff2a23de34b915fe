import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { StepGraph, StepOperation, StepValue } from '../graph/stepGraph.ts';
import type { Parameters, State, StepContext } from './cell.ts';
import type { RecordedStep } from './recordStep.ts';

/** Kernels that people know by another name than their own. */
const called: Readonly<Record<string, string>> = {
  BatchMatMul: 'matMul', _FusedMatMul: 'matMul', Multiply: 'mul', RealDiv: 'div', Subtract: 'sub', Sub: 'sub', SplitV: 'split', Unpack: 'unstack', Pack: 'stack', GatherV2: 'gather', PadV2: 'pad', Select: 'where',
};

/** What a step was given. */
export interface Given extends Partial<Pick<StepContext, 'children'>> {
  readonly parameters: Parameters;
  readonly state: State;
  readonly x: Tensor2D;
}

/** What a recorded step computes, and the tensors that each of its operations gave. A dimension as long as there are rows of x is `B`. */
export function stepGraphOf({ operations, numbers, result }: RecordedStep, { parameters, state, x, children = [] }: Given): { readonly graph: StepGraph; readonly outputs: readonly (readonly Tensor[])[] } {
  const [B] = x.shape;
  const values = new Map<number, StepValue>([[x.id, { kind: 'x' }]]);
  for (const [name, value] of Object.entries(parameters)) values.set(value.id, { kind: 'parameter', name });
  for (const [name, value] of Object.entries(state)) values.set(value.id, { kind: 'state', name });
  for (const [place, child] of children.entries()) for (const [name, value] of Object.entries(child)) values.set(value.id, { kind: 'child', name, place });
  const [drawn, outputs]: [StepOperation[], (readonly Tensor[])[]] = [[], []];
  const valueOf = (tensor: Tensor): StepValue => values.get(tensor.id) ?? { kind: 'constant', text: constant(tensor, numbers) };
  for (const { kernel, inputs, outputs: given } of operations) {
    if (kernel === 'Identity') values.set(given[0]!.id, valueOf(inputs[0]!)); // another name for the same
    else {
      given.forEach(({ id }, output) => values.set(id, { kind: 'operation', index: drawn.length, output }));
      drawn.push({ op: nameOf(kernel), inputs: inputs.map(valueOf), shapes: given.map(({ shape }) => shape.map((size) => (size === B ? 'B' : size))) });
      outputs.push(given);
    }
  }
  const named = { ...result.state, ...(result.output !== result.state['h'] && { output: result.output }), ...Object.fromEntries(Object.entries(result.gates ?? {}).map(([letter, gate]) => [`gate.${letter}`, gate])) };
  return { graph: { operations: drawn, results: Object.fromEntries(Object.entries(named).map(([name, value]) => [name, valueOf(value)])) }, outputs };
}

/** What a person wrote a gradient for has no name. */
const nameOf = (kernel: string): string => called[kernel] ?? (/^[A-Z]/.test(kernel) ? kernel[0]!.toLowerCase() + kernel.slice(1) : 'customGrad');

const constant = ({ id, shape }: Tensor, numbers: ReadonlyMap<number, number>): string => (numbers.has(id) ? String(Number(numbers.get(id)!.toPrecision(4))) : `[${shape.join(', ')}]`);
