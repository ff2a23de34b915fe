import { describe, expect, it } from 'vitest';
import { eigenvalues } from '../../../src/core/math/spectrum.ts';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import type { Diagnoses, DiagnosisPart } from '../../../src/protocol/diagnostics.ts';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { atOnce } from '../../../src/core/math/turns.ts';
import { Diagnoses as DiagnosesOfOne } from '../../../src/worker/lab/diagnostics/diagnoses.ts';
import type { Subject } from '../../../src/worker/lab/diagnostics/subject.ts';
import { drawWeights } from '../../../src/worker/lab/drawnNetwork.ts';
import { labHandlers } from '../../../src/worker/lab/labHandlers.ts';
import { readOnlyPlain } from '../../engine/kernels/builds.ts';
import { narmaTable } from './narmaTable.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });
const usual: EchoStateOptions = { ...echoStateDefaults, inputs: ['u'], target: 'y', horizon: 0, units: 20, washout: 20 };

function lab() {
  const table = narmaTable(400);
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
  const openWorkspace = () => createWorkspace(kernels);
  return labHandlers({ openWorkspace, openAside: openWorkspace, breathe, readTable: async () => table, now: () => 0 });
}

/** One part of a fit. */
async function told<P extends DiagnosisPart>(part: P, options: Partial<EchoStateOptions> = {}, units?: number[]): Promise<Diagnoses[P]> {
  const { fit, diagnostics } = lab();
  const { drive } = await fit({ file: 'narma.csv', options: { ...usual, ...options } });
  const diagnosis = await diagnostics({ drive, part, ...(units && { units }) });
  if ('missing' in diagnosis) throw new Error(diagnosis.missing);
  return diagnosis.found as Diagnoses[P];
}

const radiusOf = ({ re, im }: { re: readonly number[]; im: readonly number[] }): number => Math.max(...re.map((real, k) => Math.hypot(real, im[k]!)));

describe('what is told of a fitted network', () => {
  it('has the states of the units asked for, over the rows that are shown', async () => {
    const { start, units, size, saturated } = await told('states', {}, [3, 20, 21]);
    expect([start, size, saturated]).toEqual([30, 20, 0]);
    expect(units.map(({ unit, states }) => [unit, states.length])).toEqual([[3, 370], [20, 370]]);
  });

  it('has the error of the fit itself among those against λ, and one by parts that were left out', async () => {
    const { fit, diagnostics } = lab();
    const { drive, report } = await fit({ file: 'narma.csv', options: usual });
    const diagnosis = await diagnostics({ drive, part: 'ridge' }) as { found: Diagnoses['ridge'] };
    const { points, folds, rows } = diagnosis.found;
    const point = points.find(({ lambda }) => lambda === usual.ridge)!;
    expect([folds, rows]).toEqual([5, report.rows.train]);
    expect(point.train! / report.train.nrmse.mean).toBeCloseTo(1, 4);
    expect(point.validation).toBeGreaterThan(point.train!);
    expect(points[0]!.norm).toBeGreaterThan(points.at(-1)!.norm!);
  });

  it('has the eigenvalues of the layer that is asked for', async () => {
    const { fit, diagnostics } = lab();
    const { drive } = await fit({ file: 'narma.csv', options: { ...usual, layers: 2, above: [{ spectralRadius: 0.4, units: 12 }] } });
    const of = async (layer: number) => (await diagnostics({ drive, part: 'spectrum', layer }) as { found: Diagnoses['spectrum'] }).found;
    expect([radiusOf(await of(0)), radiusOf(await of(1)), (await of(1)).re.length]).toEqual([expect.closeTo(usual.spectralRadius, 5), expect.closeTo(0.4, 5), 12]);
    expect(await diagnostics({ drive, part: 'spectrum', layer: 2 })).toMatchObject({ missing: 'There are 2 layers.' });
  });

  it('reads all layers, squares, and of several targets the first', async () => {
    const { fit, diagnostics } = lab();
    const { drive, report } = await fit({ file: 'narma.csv', options: { ...usual, layers: 2, squares: true } });
    const diagnosis = await diagnostics({ drive, part: 'ridge' }) as { found: Diagnoses['ridge'] };
    expect(diagnosis.found.points.find(({ lambda }) => lambda === usual.ridge)!.train! / report.train.nrmse.mean).toBeCloseTo(1, 3);
    expect((await told('states', { layers: 2 })).size).toBe(40);
    expect((await told('memory', { layers: 2, bias: 0 })).capacity).toBeLessThan(40);
    expect((await told('ridge', { inputs: ['u', 'y'], moreTargets: ['u'], horizon: 1 })).points).toHaveLength(33);
  });

  it('drives with noise again where there is some, and reads what is fed back', async () => {
    const options = { ...usual, noise: 0.01, feedback: 0.1 };
    const { fit, diagnostics } = lab();
    const { drive, report } = await fit({ file: 'narma.csv', options });
    const diagnosis = await diagnostics({ drive, part: 'ridge' }) as { found: Diagnoses['ridge'] };
    const { lambda, train } = diagnosis.found.points.find((each) => each.lambda === usual.ridge)!;
    expect(lambda).toBe(1e-6);
    expect(Math.abs(train! / report.train.nrmse.mean - 1)).toBeLessThan(0.05); // that told of the fit is of states without noise
    expect((await told('states', options)).units[0]!.states).toHaveLength(250);
  });

  it('has as many singular values as the readout reads numbers: states, an input, 1', async () => {
    const { values, floor } = await told('singular');
    expect(values).toHaveLength(22);
    expect(values.slice(1).every((value, i) => value <= values[i]!)).toBe(true);
    expect(floor).toBeLessThan(1e-4);
  });

  it('has the eigenvalues of W, and how large the largest was when it was drawn', async () => {
    const found = await told('spectrum', { spectralRadius: 0.7 });
    const W = atOnce(drawWeights({ ...usual, spectralRadius: 0.7 }, 1))['layers.0.W']!.data;
    expect(radiusOf(found)).toBeCloseTo(0.7, 6);
    expect(found.drawnRadius).toBeGreaterThan(0.3);
    const sorted = (each: readonly number[]) => [...each].sort((a, b) => a - b);
    sorted(eigenvalues(W, 20).re).forEach((re, i) => expect(sorted(found.re)[i]).toBeCloseTo(re, 5));
  });

  it('has no radius before scaling of a ring, which is not scaled, and 0 of what is scaled to it', async () => {
    expect((await told('spectrum', { topology: 'cycle' })).drawnRadius).toBeUndefined();
    expect(radiusOf(await told('spectrum', { spectralRadius: 0 }))).toBe(0);
  });

  it('has the echo state test on the series: for how long it remembers how it began', async () => {
    const { forgotten, rate, distances } = await told('echo');
    expect(distances).toHaveLength(400);
    expect(forgotten).toBeLessThan(400);
    expect(rate).toBeLessThan(1);
    expect((await told('echo', { spectralRadius: 3, bias: 0 })).forgotten).toBeUndefined();
  });

  it('has a memory of at most as many steps as there are units', async () => {
    const { byLag, capacity, column } = await told('memory', { inputScaling: 0.01, bias: 0 });
    expect([byLag.length, column]).toEqual([40, 'u']);
    expect(capacity).toBeGreaterThan(5);
    expect(capacity).toBeLessThan(20);
  });

  it('of one unit is told, too', async () => {
    const options = { units: 1, density: 1 };
    expect((await told('spectrum', options)).re).toHaveLength(1);
    expect((await told('memory', options)).capacity).toBeLessThan(1.1);
    expect((await told('singular', options)).values).toHaveLength(3);
  });

  it.each<[DiagnosisPart, Partial<EchoStateOptions>, string]>([
    ['spectrum', { units: 1501 }, 'The eigenvalues of 1,501 units would take too long: they are computed up to 1,500. The largest |λ| of W is 0.95, to which it was scaled.'],
    ['memory', { units: 1501 }, 'The memory of 1,501 units would take too long to measure: it is measured up to 1,500.'],
    ['ridge', {}, 'The readout reads 2,051 numbers: up to 2,050, its error against λ and the singular values are computed in time.'],
    ['singular', {}, 'The readout reads 2,051 numbers: up to 2,050, its error against λ and the singular values are computed in time.'],
  ])('%s: not told where that would take too long, with the reason', async (part, options, missing) => {
    const subject = { options: { ...usual, ...options }, drive: {}, network: () => ({ features: 2051 }) } as unknown as Subject;
    const diagnoses = new DiagnosesOfOne(subject, { compute: (work) => work(createWorkspace(kernels)), turn: async () => {} });
    expect(await diagnoses.tell({ drive: 0, part })).toEqual({ part, missing });
  });
});

describe('between fits', () => {
  it('a fit that has the same drive leaves what was told; another ends what is being told', async () => {
    const { fit, diagnostics } = lab();
    const { drive } = await fit({ file: 'narma.csv', options: usual });
    const first = diagnostics({ drive, part: 'ridge' });
    await fit({ file: 'narma.csv', options: { ...usual, ridge: 1 } });
    expect(await diagnostics({ drive, part: 'ridge' })).toBe(await first);
    const late = diagnostics({ drive, part: 'memory' });
    const other = await fit({ file: 'narma.csv', options: { ...usual, units: 30 } });
    expect(await late).toEqual({ part: 'memory', isLate: true, missing: expect.stringMatching(/^Another network was fitted meanwhile/) });
    expect(await diagnostics({ drive, part: 'singular' })).toMatchObject({ isLate: true });
    expect(await diagnostics({ drive: other.drive, part: 'singular' })).toMatchObject({ found: { values: { length: 32 } } });
  });

  it('nothing is told before the first, nor what nobody knows of', async () => {
    await expect(lab().diagnostics({ drive: 1, part: 'ridge' })).rejects.toThrow('No network was fitted yet.');
    await expect(lab().diagnostics({ drive: 1, part: 'colour' as never })).rejects.toThrow('There is no diagnosis "colour".');
    await expect(lab().diagnostics({ drive: 1, part: 'states', units: [0] })).rejects.toThrow('Units are at most 12 whole numbers from 1 on.');
  });
});
