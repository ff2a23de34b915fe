import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { add, cast, concat, div, exp, expandDims, matMul, memory, mul, norm, sigmoid, slice, split, sum, tanh, zeros } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { own, withCode } from '../../../src/core/cells/own.ts';
import { OwnCodeError } from '../../../src/core/spec/ownCode.ts';
import type { OwnSizes } from '../../../src/core/cells/own.ts';
import { traceOwn } from '../../../src/core/cells/traceOwn.ts';
import { initialise } from '../../../src/core/math/initialisers.ts';
import { split as stream } from '../../../src/core/math/random.ts';
import { jointParameters, tapsOf } from '../../../src/core/models/jointParameters.ts';

type P = Record<string, Tensor2D>;

/** The spec of a cell whose file has this as its default export. */
const specOf = (make: (sizes: OwnSizes) => unknown, options = {}) => withCode({ kind: 'own', file: './mine.ts', options }, { make: make as never, call: f => f() });
const plain = (step: unknown, more: object = {}) => specOf(({ inputSize, hiddenSize: n }) => ({ parameters: { U: { shape: [inputSize, n] }, W: { shape: [n, n] }, b: { shape: [n] } }, step, ...more }));
const tanhStep = ({ U, W, b }: P, { h }: P, x: Tensor2D) => ({ state: { h: tanh(add(b!, add(matMul(x, U!), matMul(h!, W!)))) } });
const context = { t: 0, training: true, random: stream(0, 'noise') };

it('is a cell like any other', () => {
  const cell = own(plain(tanhStep), 2, 3);
  expect(cell).toMatchObject({ kind: 'own ./mine.ts', stateSizes: { h: 3 }, parameters: [
    { name: 'U', shape: [2, 3], initialiser: { kind: 'glorot', blocks: 1 } }, { name: 'W', shape: [3, 3], initialiser: { kind: 'glorot', blocks: 1 } }, { name: 'b', shape: [3], initialiser: { kind: 'zeros' } },
  ] });
  const result = cell.step({ U: zeros([2, 3]), W: zeros([3, 3]), b: zeros([3]) }, { h: zeros([4, 3]) }, zeros([4, 2]), context);
  expect(result.output).toBe(result.state['h']);
});

it('knows the sizes and its options', () => {
  let seen: unknown;
  own(specOf(sizes => { seen = sizes; return { parameters: {}, step: tanhStep }; }, { forget: 2 }), 2, 3);
  expect(seen).toEqual({ inputSize: 2, hiddenSize: 3, options: { forget: 2 } });
});

it.each<[string, (sizes: OwnSizes) => unknown]>([
  ['its function gives no cell: an object with `parameters` and `step` is expected.', () => undefined],
  ['the cell has no `step`: a function of parameters, state and x is expected.', () => ({ parameters: {} })],
  ['it makes a task, not a cell: `export default defineTask(…)` says so, and an experiment asks for it as `task`.', () => ({ draw: tanhStep })],
  ['the cell has no `parameters`: an object of { shape, initialiser } by their names is expected.', () => ({ step: tanhStep })],
  ['`state.h` is 4; it must be hiddenSize, 3: what the layer above reads is as wide.', () => ({ parameters: {}, step: tanhStep, state: { h: 4 } })],
  ['`state.c` is 0; a number of columns is expected.', () => ({ parameters: {}, step: tanhStep, state: { h: 3, c: 0 } })],
  ['`parameters.U` has the shape [2, NaN]; whole numbers from 1 are expected.', () => ({ parameters: { U: { shape: [2, NaN] } }, step: tanhStep })],
  ['`parameters.V` has the initialiser "normal"; "zeros", "glorot", "orthogonal", "identity", "nearCritical", "constant", "chrono", "uniform" or "masked" is expected.', () => ({ parameters: { V: { shape: [2, 3], initialiser: 'normal' } }, step: tanhStep })],
  ['`parameters.U` is [2, 3], which is not 4 matrices side by side, as the initialiser "glorot" draws them.', () => ({ parameters: { U: { shape: [2, 3], initialiser: 'glorot', blocks: 4 } }, step: tanhStep })],
  ['`parameters.W` is [2, 3], which is not a square matrix, as the initialiser "nearCritical" draws.', () => ({ parameters: { W: { shape: [2, 3], initialiser: 'nearCritical' } }, step: tanhStep })],
  // A model that reads more than x divides U by rows.
  ...(['nearCritical', 'chrono'] as const).map(kind => [`\`parameters.U\` has the initialiser "${kind}"; "zeros", "glorot", "orthogonal", "identity", "constant", "uniform" or "masked" is expected.`, () => ({ parameters: { U: { shape: [2, 2], initialiser: { kind: 'masked', of: { kind }, mask: [[1, 1], [1, 1]] } } }, step: tanhStep })] as [string, () => unknown]),
  ['`parameters.W` has the initialiser "masked", which needs `mask`, rows of 1 and 0 as [2, 2]: 0 where there is no connection.', () => ({ parameters: { W: { shape: [2, 2], initialiser: { kind: 'masked', of: 'orthogonal', mask: [[1, 0]] } } }, step: tanhStep })],
  ['`parameters.W` has the initialiser "normal"; "zeros", "glorot", "orthogonal", "identity", "nearCritical", "constant", "chrono", "uniform" or "masked" is expected.', () => ({ parameters: { W: { shape: [1, 1], initialiser: { kind: 'masked', of: 'normal', mask: [[1]] } } }, step: tanhStep })],
  ['`parameters.b` has an initialiser that needs `values`: numbers, one for each of as many equal parts of [3].', () => ({ parameters: { b: { shape: [3], initialiser: { kind: 'constant', values: [0, 1] } } }, step: tanhStep })],
  ['`parameters.b` has the initialiser "chrono", which needs `longest`, a number of steps from 1; it is 0.', () => ({ parameters: { b: { shape: [3], initialiser: { kind: 'chrono', longest: 0, signs: [1] } } }, step: tanhStep })],
  ['`parameters.R` has a name that is taken: R, Y, T and A are the matrices of what a layer reads besides x. Call it otherwise.', () => ({ parameters: { R: { shape: [3, 3] } }, step: tanhStep })],
  ['`parameters.U` is [3, 3]; U is the matrix of x, with as many rows as inputSize, 2, or `taps: k` times as many where it reads k steps. Call another otherwise.', () => ({ parameters: { U: { shape: [3, 3] } }, step: tanhStep })],
  ['`parameters.U` is [4, 2]; U is the matrix of x, with as many rows as inputSize, 2, or `taps: k` times as many where it reads k steps. Call another otherwise.', ({ inputSize: nX }) => ({ parameters: { U: { shape: [nX + 2, 2] } }, step: tanhStep })],
  ['`parameters.U` is [4, 3]; U is the matrix of x, with as many rows as inputSize, 2, for each of its 3 `taps`. Call another otherwise.', ({ inputSize: nX }) => ({ parameters: { U: { shape: [2 * nX, 3], taps: 3 } }, step: tanhStep })],
  ['`parameters.U` has `taps` of 1.5; only U has them, a whole number from 1: from how many steps it reads x.', () => ({ parameters: { U: { shape: [3, 3], taps: 1.5 } }, step: tanhStep })],
  ['`parameters.W` has `taps` of 2; only U has them, a whole number from 1: from how many steps it reads x.', () => ({ parameters: { W: { shape: [6, 3], taps: 2 } }, step: tanhStep })],
])('refuses a cell that is none: %s', (sentence, make) => {
  expect(() => own(specOf(make), 2, 3)).toThrow(new OwnCodeError(`./mine.ts: ${sentence}`));
});

it('a mask of U is asked for the rows of each matrix beside it', () => {
  const mask = [[1, 0], [0, 0], [0, 1], [1, 1], [0, 1], [1, 0]];
  const spec = specOf(() => ({ parameters: { U: { shape: [6, 2], taps: 2, initialiser: { kind: 'masked', of: { kind: 'constant', values: [1] }, mask } } }, step: tanhStep }));
  const drawn = jointParameters(own(spec, 3, 2).parameters, { R: 1, Y: 1 }, 2).map(parameter => [parameter.name, [...initialise(parameter, stream(0, 'weights'))]]);
  expect(drawn).toEqual([['U', [1, 0, 1, 1]], ['R', [0, 0, 0, 1]], ['Y', [0, 1, 1, 0]]]);
});

it.each([
  [{ kind: 'constant', values: [0, 1, 2] }, [['U', [0, 0, 0, 0, 1, 1, 2, 2]], ['R', [1, 1, 2, 2]]]],
  ['identity', [['U', [1, 0, 0, 1, 0, 0, 0, 0]], ['R', [0, 0, 0, 0]]]],
])('numbers that have their places in U keep them where a model divides it: %j', (initialiser, expected) => {
  const spec = specOf(() => ({ parameters: { U: { shape: [6, 2], taps: 2, initialiser } }, step: tanhStep }));
  const drawn = jointParameters(own(spec, 3, 2).parameters, { R: 1 }, 2).map(parameter => [parameter.name, [...initialise(parameter, stream(0, 'weights'))]]);
  expect(drawn).toEqual(expected);
});

it('`blocks` may stand in the initialiser or beside it', () => {
  const blocksOf = (more: object) => own(specOf(() => ({ parameters: { W: { shape: [3, 12], ...more } }, step: tanhStep })), 2, 3).parameters[0]!.initialiser;
  expect(blocksOf({ initialiser: { kind: 'orthogonal' }, blocks: 4 })).toEqual({ kind: 'orthogonal', blocks: 4 });
  expect(blocksOf({ initialiser: { kind: 'orthogonal', blocks: 2 }, blocks: 4 })).toEqual({ kind: 'orthogonal', blocks: 2 });
  expect(blocksOf({ initialiser: { kind: 'masked', of: 'orthogonal', mask: Array.from({ length: 3 }, () => Array.from({ length: 12 }, () => 1)) }, blocks: 4 })).toMatchObject({ of: { kind: 'orthogonal', blocks: 4 } });
});

it.each([1, 2, 3])('a U of x and h is not taken for one of several steps: inputSize %d', (nX) => {
  const both = specOf(({ inputSize, hiddenSize: n }) => ({ parameters: { U: { shape: [inputSize + n, n] } }, step: tanhStep }));
  expect(() => own(both, nX, 6)).toThrow('U is the matrix of x');
  const taps = specOf(({ inputSize, hiddenSize: n }) => ({ parameters: { U: { shape: [3 * inputSize, n], taps: 3 } }, step: tanhStep }));
  expect(tapsOf(own(taps, nX, 6))).toBe(3);
});

it.each<[string, unknown, object?]>([
  ['`step` gives undefined; an object with `state` is expected.', () => undefined],
  ['`step` is asynchronous; a step gives its result at once.', async () => ({})],
  ['`step` gives no `state`: { h } is expected.', (_: P, { h }: P) => h],
  ['`step` does not give back `state.c`: the next step needs it, [2, 3].', (_: P, { h }: P) => ({ state: { h } }), { state: { h: 3, c: 3 } }],
  ['`state.h` is [2, 6]; [2, 3] is expected: 2 sequences, 3 columns.', (_: P, { h }: P) => ({ state: { h: concat([h!, h!], 1) } })],
  ['`state.h` is of int32; float32 is expected, as cast(…, \'float32\') gives it.', (_: P, { h }: P) => ({ state: { h: cast(h!, 'int32') } })],
  ['`output` is 3; a tensor [2, 3] is expected.', (_: P, { h }: P) => ({ state: { h }, output: 3 })],
  ['`step` gives the state an entry d, which `state` does not have: it has h.', (_: P, { h }: P) => ({ state: { h, d: h } })],
  ['`gates.f` is 1; a tensor [2, n] is expected, or [1, n] where it is the same for all.', (_: P, { h }: P) => ({ state: { h }, gates: { f: 1 } })],
])('refuses a step that is none: %s', (sentence, step, more) => {
  const cell = own(plain(step, more), 2, 3);
  const state = { h: zeros([2, 3]), c: zeros([2, 3]) } as P;
  expect(() => cell.step({}, state, zeros([2, 2]), context)).toThrow(new OwnCodeError(`./mine.ts: ${sentence}`));
});

it('refuses parameters that are others each time', () => {
  let columns = 3;
  const spec = specOf(() => ({ parameters: { U: { shape: [2, columns++] } }, step: tanhStep }));
  const facts = { state: { h: 3 }, parameters: { U: [2, 3] }, inputs: ['U'], recurrent: [], mixed: [], keeps: false, held: 1 };
  expect(() => own({ ...spec, facts }, 2, 3)).not.toThrow();
  expect(() => own({ ...spec, facts }, 2, 3)).toThrow('the parameter U is [2, 4] now and was [2, 3] before');
});

it('has no code where only its spec went', () => {
  expect(() => own(JSON.parse(JSON.stringify(plain(tanhStep))) as ReturnType<typeof plain>, 2, 3)).toThrow('./mine.ts: its code is not loaded here.');
});

const gated = ({ U, W, b }: P, { h }: P, x: Tensor2D) => {
  const [u, a] = split(add(b!, add(matMul(x, U!), matMul(h!, W!))), 2, 1) as [Tensor2D, Tensor2D];
  return { state: { h: add(mul(sigmoid(u), h!), tanh(a)) } };
};
it.each<[string, ReturnType<typeof specOf>, object]>([
  ['U and W', plain(tanhStep), { inputs: ['U'], recurrent: ['W'], mixed: [], keeps: false }],
  ['a matrix of both', specOf(({ inputSize, hiddenSize: n }) => ({
    parameters: { K: { shape: [inputSize + n, n] } }, step: ({ K }: P, { h }: P, x: Tensor2D) => ({ state: { h: tanh(matMul(concat([x, h!], 1), K!)) } }),
  })), { inputs: [], recurrent: [], mixed: ['K'], keeps: false }],
  ['units that keep what they have', specOf(({ inputSize, hiddenSize: n }) => ({ parameters: { U: { shape: [inputSize, 2 * n] }, W: { shape: [n, 2 * n] }, b: { shape: [2 * n] } }, step: gated })), { inputs: ['U'], recurrent: ['W'], mixed: [], keeps: true }],
  ['x and h multiplied, and a layer above', specOf(({ inputSize, hiddenSize: n }) => ({
    parameters: { U: { shape: [inputSize, n] }, W: { shape: [n, n] }, b: { shape: [n] }, H: { shape: [n, n] } },
    step: ({ U, W, b, H }: P, { h }: P, x: Tensor2D) => ({ state: { h: tanh(matMul(tanh(add(b!, mul(matMul(x, U!), matMul(h!, W!)))), H!)) } }),
  })), { inputs: ['U'], recurrent: ['W'], mixed: [], keeps: false }],
  ['a cell that divides by a length, which is none at zero', specOf(({ inputSize, hiddenSize: n }) => ({
    parameters: { U: { shape: [inputSize, n] }, W: { shape: [n, n] } },
    step: ({ U, W }: P, { h }: P, x: Tensor2D) => { const a = add(matMul(div(x, norm(x)), U!), matMul(sigmoid(h!), W!)); return { state: { h: div(a, norm(a)) } }; },
  })), { inputs: ['U'], recurrent: ['W'], mixed: [], keeps: false }],
  ['parts of one matrix, and a reset gate', specOf(({ inputSize, hiddenSize: n }) => ({
    parameters: { K: { shape: [inputSize + n, n] }, S: { shape: [n, n] }, V: { shape: [n, n] } },
    step: ({ K, S, V }: P, { h }: P, x: Tensor2D) => ({ state: { h: tanh(add(matMul(x, slice(K!, [0, 0], [x.shape[1], -1])), add(matMul(h!, slice(K!, [x.shape[1], 0])), matMul(mul(sigmoid(matMul(x, slice(K!, [0, 0], [x.shape[1], -1]))), h!), matMul(S!, V!))))) } }),
  })), { inputs: [], recurrent: ['S', 'V'], mixed: ['K'], keeps: false }],
  ['rows times columns that are summed', specOf(({ inputSize, hiddenSize: n }) => ({
    parameters: { U: { shape: [inputSize, n] }, W: { shape: [n, n] } },
    step: ({ U, W }: P, { h }: P, x: Tensor2D) => ({ state: { h: tanh(add(matMul(x, U!), sum(mul(expandDims(h!, 2), expandDims(W!, 0)), 1))) } }),
  })), { inputs: ['U'], recurrent: ['W'], mixed: [], keeps: false }],
  ['no way from step to step', specOf(({ inputSize, hiddenSize: n }) => ({ parameters: { U: { shape: [inputSize, n] } }, step: ({ U }: P, _: P, x: Tensor2D) => ({ state: { h: matMul(x, U!) } }) })), { inputs: ['U'], recurrent: [], mixed: [], keeps: false }],
])('is found out by one step: %s', (_, spec, expected) => {
  const before = memory().numTensors;
  expect(traceOwn(spec, 2, 3)).toMatchObject(expected);
  expect(memory().numTensors).toBe(before);
});

it('is found to ask for the options that it makes itself from, and those that its step reads', () => {
  const spec = specOf(({ inputSize, hiddenSize: n, options }) => ({ parameters: { U: { shape: [inputSize, n] } }, step: ({ U }: P, _: P, x: Tensor2D) => ({ state: { h: mul(matMul(x, U!), Number(options['gain'] ?? 1)) } }) }));
  expect(traceOwn({ ...spec, options: { gian: 2 } }, 2, 3).asks).toEqual(['gain']);
});

it('may clone its options, and read some at a later step, or where it is not trained', () => {
  const reading = (read: (options: Record<string, unknown>, context: { t: number; training: boolean }) => void) => specOf(({ inputSize, hiddenSize: n, options }) => ({
    parameters: { U: { shape: [inputSize, n] } }, step: ({ U }: P, _: P, x: Tensor2D, context: { t: number; training: boolean }) => { read(options, context); return { state: { h: matMul(x, U!) } }; },
  }));
  const given = { options: { late: 1, whole: 2 } };
  expect(traceOwn({ ...reading((options, { t, training }) => [t > 0 && options['late'], !training && options['whole']]), ...given }, 2, 3).asks).toEqual(['late', 'whole']);
  expect(traceOwn({ ...reading(options => structuredClone(options)), ...given }, 2, 3).asks).toBeUndefined();
});

it('holds about as much as a built-in one', () => {
  expect(traceOwn(plain(tanhStep), 8, 16).held / 18).toBeCloseTo(1, 0);
});

it('holds what is made of the parameters once, however many sequences there are', () => {
  const { held, heldAtStep } = traceOwn(plain(({ U, W, b }: P, h: P, x: Tensor2D) => tanhStep({ U: U!, W: exp(W!), b: b! }, h, x)), 8, 32);
  expect(held).toBe(traceOwn(plain(tanhStep), 8, 32).held);
  expect(heldAtStep).toBeGreaterThanOrEqual(2.2 * 32 * 32);
  expect(heldAtStep).toBeLessThan(3 * 32 * 32);
});
