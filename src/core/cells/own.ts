import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { ParameterSpec } from '../math/initialisers.ts';
import type { OwnCellSpec } from '../spec/experiment.ts';
import { OwnCodeError } from '../spec/ownCode.ts';
import type { OwnCode } from '../spec/ownCode.ts';
import { counted, describe, listed } from '../spec/wording.ts';
import type { Cell, Parameters, State, StepContext, StepResult } from './cell.ts';
import { ownParameters } from './ownParameters.ts';
import type { Wrong, WrongAt } from './wrong.ts';

/** What a person's file is asked to make a cell for. */
export interface OwnSizes {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Where the spec of a cell has its code, in the process that loaded it; also for the library in float64 there. Neither JSON nor a message takes it along. */
export const codeOf = Symbol.for('unfold: the code of a cell');

/** A spec with the code that its file stands for. */
export const withCode = (spec: OwnCellSpec, code: OwnCode): OwnCellSpec => ({ ...spec, [codeOf]: code } as OwnCellSpec);

/** Of what the files of a cell say, where its code is loaded. */
export const hashOf = (spec: OwnCellSpec): string | undefined => (spec as { [codeOf]?: OwnCode })[codeOf]?.hash;

type OwnStep = (parameters: Parameters, state: State, x: Tensor2D, context: StepContext) => unknown;

/** A cell that a person wrote, held to what the contract of cells says. @throws OwnCodeError */
export function own(spec: OwnCellSpec, nX: number, n: number): Cell {
  const code = (spec as { [codeOf]?: OwnCode })[codeOf];
  const at = (f: unknown, ...names: readonly string[]): Wrong => (what) => {
    throw new OwnCodeError(`${code?.place?.(f, ...names) ?? spec.file}: ${what}`);
  };
  if (!code) return at(undefined)('its code is not loaded here.');
  const definition = code.call(() => code.make({ inputSize: nX, hiddenSize: n, options: spec.options }));
  if (!isRecord(definition)) return at(undefined)('its function gives no cell: an object with `parameters` and `step` is expected.');
  const { state, step, parameters: declared } = definition;
  if (typeof step !== 'function' && 'draw' in definition) return at(undefined, 'draw')('it makes a task, not a cell: `export default defineTask(…)` says so, and an experiment asks for it as `task`.');
  if (typeof step !== 'function') return at(undefined, 'step')('the cell has no `step`: a function of parameters, state and x is expected.');
  const stateSizes = sizesOf(state, n, at(undefined, 'state'));
  const parameterAt = (name?: string): Wrong => at(undefined, 'parameters', ...(name === undefined ? [] : [name]));
  const parameters = ownParameters(declared, parameterAt);
  checkLetters(parameters, nX, parameterAt);
  checkSame(spec, parameters, parameterAt, code.hash);
  return {
    kind: `own ${spec.file}`, inputSize: nX, hiddenSize: n, stateSizes, parameters,
    step: (own, before, x, context) => checked(code.call(() => (step as OwnStep).call(definition, Object.freeze({ ...own }), Object.freeze({ ...before }), x, context), step), stateSizes, [x.shape[0], n], at(step, 'return')),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';

/** Left out, the state is h. */
function sizesOf(state: unknown, n: number, wrong: Wrong): Record<string, number> {
  if (state === undefined) return { h: n };
  if (!isRecord(state)) return wrong(`\`state\` is ${describe(state)}; the columns of each entry are expected, as in { h: hiddenSize }.`);
  for (const [name, columns] of Object.entries(state)) if (!Number.isInteger(columns) || (columns as number) < 1) wrong(`\`state.${name}\` is ${describe(columns)}; a number of columns is expected.`);
  if (state['h'] !== n) wrong(`\`state.h\` is ${describe(state['h'])}; it must be hiddenSize, ${n}: what the layer above reads is as wide.`);
  return state as Record<string, number>;
}

/** Of what else a first layer may read: C, the output before, what is left to write, and what is attended to. */
const taken = ['R', 'Y', 'T', 'A'];

/** Letters that a model wires a cell by mean the same in every cell. */
function checkLetters(parameters: readonly ParameterSpec[], nX: number, at: WrongAt): void {
  for (const { name, shape, taps = 1 } of parameters) {
    const wrong = at(name);
    if (taken.includes(name)) wrong(`\`parameters.${name}\` has a name that is taken: R, Y, T and A are the matrices of what a layer reads besides x. Call it otherwise.`);
    if (name === 'U' && (shape.length !== 2 || shape[0] !== taps * nX)) wrong(`\`parameters.U\` is [${shape.join(', ')}]; U is the matrix of x, with as many rows as inputSize, ${nX}${taps > 1 ? `, for each of its ${taps} \`taps\`` : ', or `taps: k` times as many where it reads k steps'}. Call another otherwise.`);
  }
}

/** A run found them to be so when it began. @param hash of the code now */
function checkSame({ facts }: OwnCellSpec, parameters: readonly ParameterSpec[], at: WrongAt, hash: string | undefined): void {
  if (!facts) return;
  const now = Object.fromEntries(parameters.map(({ name, shape }) => [name, shape]));
  const why = facts.code === hash ? 'what a cell has may depend on inputSize, hiddenSize and options alone.' : 'its code is another one since.';
  for (const name of Object.keys({ ...facts.parameters, ...now })) {
    const [before, shape] = [facts.parameters[name], now[name]].map((each) => each && `[${each.join(', ')}]`);
    if (before !== shape) at(name)(`the parameter ${name} is ${shape ?? 'not there'} now and was ${before ?? 'not there'} before: ${why}`);
  }
}

/** @param shape of h */
function checked(result: unknown, stateSizes: Readonly<Record<string, number>>, shape: [B: number, n: number], wrong: Wrong): StepResult {
  if (!isRecord(result)) return wrong(`\`step\` gives ${describe(result)}; an object with \`state\` is expected.`);
  if (typeof result['then'] === 'function') return wrong('`step` is asynchronous; a step gives its result at once.');
  const { state, gates } = result;
  if (!isRecord(state)) return wrong(`\`step\` gives no \`state\`: { ${Object.keys(stateSizes).join(', ')} } is expected.`);
  for (const name of Object.keys(state)) if (!(name in stateSizes)) wrong(`\`step\` gives the state an entry ${name}, which \`state\` does not have: it has ${listed(Object.keys(stateSizes), 'and')}.`);
  for (const [name, columns] of Object.entries(stateSizes)) checkTensor(state[name], `state.${name}`, [shape[0], columns], wrong);
  const output = result['output'] ?? state['h'];
  checkTensor(output, 'output', shape, wrong);
  if (gates !== undefined && !isRecord(gates)) wrong(`\`gates\` is ${describe(gates)}; an object of tensors by their letters is expected.`);
  for (const [letter, gate] of Object.entries(gates ?? {})) checkGate(gate, `gates.${letter}`, shape[0], wrong);
  return { state: state as State, output: output as Tensor2D, ...(gates !== undefined && { gates: gates as Record<string, Tensor2D> }) };
}

const isTensor = (value: unknown): value is Tensor => isRecord(value) && Array.isArray(value['shape']) && typeof value['dtype'] === 'string';

function checkTensor(value: unknown, name: string, [B, columns]: readonly [number, number], wrong: Wrong): void {
  if (value === undefined) wrong(`\`step\` does not give back \`${name}\`: the next step needs it, [${B}, ${columns}].`);
  if (!isTensor(value)) return wrong(`\`${name}\` is ${describe(value)}; a tensor [${B}, ${columns}] is expected.`);
  const { shape } = value;
  if (shape.length !== 2 || shape[0] !== B || shape[1] !== columns) wrong(`\`${name}\` is [${shape.join(', ')}]; [${B}, ${columns}] is expected: ${counted(B, 'sequence')}, ${counted(columns, 'column')}.`);
  checkFloat(value, name, wrong);
}

function checkFloat({ dtype }: Tensor, name: string, wrong: Wrong): void {
  if (dtype !== 'float32') wrong(`\`${name}\` is of ${dtype}; float32 is expected, as cast(…, 'float32') gives it.`);
}

function checkGate(value: unknown, name: string, B: number, wrong: Wrong): void {
  const fits = isTensor(value) && value.shape.length === 2 && (value.shape[0] === B || value.shape[0] === 1);
  if (fits) return checkFloat(value, name, wrong);
  wrong(`\`${name}\` is ${isTensor(value) ? `[${value.shape.join(', ')}]` : describe(value)}; a tensor [${B}, n] is expected, or [1, n] where it is the same for all.`);
}
