import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import type { KernelBuild } from '../../../src/engine/kernels/load.ts';
import { toSparse } from '../../../src/engine/reservoir/recurrentWeights.ts';
import type { RecurrentWeights } from '../../../src/engine/reservoir/recurrentWeights.ts';
import { Reservoir } from '../../../src/engine/reservoir/reservoir.ts';
import type { AddToDrive } from '../../../src/engine/reservoir/reservoir.ts';
import { everyBuild } from '../kernels/builds.ts';
import { largestDifference, network, normals, stream } from './networks.ts';
import { drive } from './reference.ts';
import type { Network } from './reference.ts';

const forms = { sparse: (it: Network) => toSparse(it.W, it.units), dense: (it: Network) => it.W };
type Form = keyof typeof forms;

interface Run {
  readonly W: RecurrentWeights;
  readonly u: Float32Array;
  readonly from?: Float32Array;
  readonly addToDrive?: AddToDrive;
}

/** The states of a run, `[steps, units]`, from rows with room to spare on the right. */
function run(build: KernelBuild, it: Network, { W, u, from, addToDrive }: Run): { states: number[]; last: Float32Array } {
  const workspace = createWorkspace(build);
  const reservoir = new Reservoir(workspace, it.units, { ...it, W });
  if (from) reservoir.state = from;
  const steps = u.length / it.inputs;
  const stride = 4 * Math.ceil(it.units / 4) + 8;
  const rows = workspace.arena.take(steps * stride * 4);
  reservoir.run(u, steps, rows, stride, 0, addToDrive);
  const states = Array.from({ length: steps }, (_, t) => [...workspace.arena.float32(rows + t * stride * 4, it.units)]).flat();
  return { states, last: reservoir.state };
}

const builds = await everyBuild();
const everyForm = builds.flatMap(([name, build]) => (['sparse', 'dense'] as const).map((form) => [name, form, build] as const));

describe.each(everyForm)('a reservoir (%s, %s)', (_, form: Form, build) => {
  const statesOf = (it: Network, u: Float32Array) => run(build, it, { W: forms[form](it), u }).states;

  it.each([
    { units: 1, density: 1, alpha: 0 },
    { units: 3, density: 1, alpha: 0.5 },
    { units: 4, density: 0.5, alpha: 0 },
    { units: 9, density: 0, alpha: 0.3 },
    { units: 33, density: 0.1, alpha: 0.999 },
    { units: 101, density: 0.1, alpha: 0.25 },
    { units: 64, density: 1, alpha: 0.7 },
  ])('follows its equation: $units units, density $density, α $alpha', (shape) => {
    const it = network(shape);
    const u = normals(70 * it.inputs, stream(5));
    expect(largestDifference(statesOf(it, u), drive(it, u, Array<number>(it.units).fill(0)))).toBeLessThan(3e-6);
  });

  it('does so at any size', () => {
    const shapes = fc.record({
      units: fc.integer({ min: 1, max: 40 }), inputs: fc.integer({ min: 1, max: 5 }), density: fc.double({ min: 0, max: 1, noNaN: true }),
      alpha: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    fc.assert(fc.property(shapes, fc.integer({ min: 1, max: 66 }), (shape, steps) => {
      const it = network(shape);
      const u = normals(steps * it.inputs, stream(steps));
      expect(largestDifference(statesOf(it, u), drive(it, u, Array<number>(it.units).fill(0)))).toBeLessThan(3e-6);
    }), { numRuns: 40, seed: 1 });
  });

  it('starts from the state it is given, and ends in the last', () => {
    const it = network({ units: 11, density: 0.4, alpha: 0.6 });
    const from = normals(it.units, stream(9));
    const u = normals(it.inputs, stream(8));
    const { states, last } = run(build, it, { W: forms[form](it), u, from });
    expect(largestDifference(states, drive(it, u, [...from]))).toBeLessThan(1e-6);
    expect([...last]).toEqual(states);
  });

  it('takes what is added to its drive', () => {
    const it = network({ units: 6, density: 0.5, alpha: 0.2 });
    const u = normals(40 * it.inputs, stream(7));
    const bias = it.bias.map((each) => each + 0.25);
    const added = run(build, it, { W: forms[form](it), u, addToDrive: (d, t) => d.forEach((_each, i) => { d[i]! += t < 40 ? 0.25 : NaN; }) });
    expect(largestDifference(added.states, drive({ ...it, bias }, u, Array<number>(6).fill(0)))).toBeLessThan(3e-6);
  });

  it('lets NaN pass, and turns infinity into 1', () => {
    // Unit 0 hears the input, unit 1 hears unit 0, unit 2 hears nobody.
    const W = Float32Array.of(0, 0, 0, 0.5, 0, 0, 0, 0, 0);
    const it: Network = { units: 3, inputs: 1, W, inputWeights: Float32Array.of(1, 0, 0), bias: new Float32Array(3), alpha: 0 };
    const after = (value: number) => run(build, it, { W: forms[form](it), u: new Float32Array(2), addToDrive: (d, t) => { if (t === 0) d[0] = value; } }).states;
    expect(largestDifference(after(Infinity).slice(0, 3), [1, 0, 0])).toBeLessThan(1e-6);
    expect(after(NaN).slice(0, 5)).toEqual([NaN, 0, 0, NaN, NaN]);
    if (form === 'sparse') expect(after(NaN)[5]).toBe(0); // a weight that is not there does not spread it
  });
});

it.each(['sparse', 'dense'] as const)('gives the same states to 1e-6 with and without relaxed SIMD (%s)', (form) => {
  const it = network({ units: 101, density: 0.1, alpha: 0.5 });
  const u = normals(200 * it.inputs, stream(6));
  expect(builds.map(([name]) => name)).toEqual(['unfold-relaxed', 'unfold-plain']);
  const [relaxed, plain] = builds.map(([, build]) => run(build, it, { W: forms[form](it), u }).states);
  expect(largestDifference(relaxed!, plain!)).toBeLessThan(1e-6);
});

describe('a reservoir refuses', () => {
  const it4 = network({ units: 4, density: 0.5, alpha: 0.5 });
  const make = (change: Partial<Omit<Network, 'W'> & { W: RecurrentWeights }>) => () =>
    new Reservoir(createWorkspace(builds[0]![1]), 4, { ...it4, ...change });
  const sparse = toSparse(it4.W, 4);

  it.each([
    ['a matrix of another size', { W: new Float32Array(15) }, 'W has 15 numbers, not 4 × 4'],
    ['sparse rows of another number', { W: { ...sparse, starts: new Uint32Array(4) } }, 'W has 3 rows, not 4'],
    ['a column too far', { W: { ...sparse, columns: sparse.columns.map((column) => column + 1) } }, 'W has a column beyond 4'],
    ['values without columns', { W: { ...sparse, columns: new Uint32Array(0) } }, 'with 0 columns'],
    ['input weights that do not divide', { inputWeights: new Float32Array(9) }, '9 input weights for 4 units'],
    ['a bias of another size', { bias: new Float32Array(3) }, 'a bias of 3 numbers for 4 units'],
    ['a unit that never changes', { alpha: 1 }, 'alpha is 1, not in [0, 1)'],
    ['a leak that is not a number', { alpha: NaN }, 'alpha is NaN'],
  ])('%s', (_, change, message) => {
    expect(make(change)).toThrow(message);
    expect(make(change)).toThrow(RangeError);
  });
});

it('makes compressed rows of what is not 0', () => {
  const sparse = toSparse(Float32Array.of(0, 2, 0, 0, 0, 0, 3, 4, 5), 3);
  expect({ starts: [...sparse.starts], columns: [...sparse.columns], values: [...sparse.values] })
    .toEqual({ starts: [0, 1, 1, 4], columns: [1, 0, 1, 2], values: [2, 3, 4, 5] });
});
