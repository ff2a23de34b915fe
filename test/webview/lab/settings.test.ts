import { expect, test } from 'vitest';
import { echoStateRanges } from '../../../src/protocol/echoState.ts';
import { firstSettings, placeOf, placesOf, settingsFor, sliders, valueAfter, valueAt, withInputToggled, withInputs, withMoreToggled, withPool, withReadout, withTarget } from '../../../webview/lab/settings.ts';

const table = { columns: ['u', 'v', 'y'], rows: 100 };

test.each(sliders)('the slider of $name has its ends, stays where it was put, and gives only what is allowed', slider => {
  expect([valueAt(slider, 0), valueAt(slider, 1000)]).toEqual([slider.zero ? 0 : slider.from, slider.to]);
  const [least, most, whole] = echoStateRanges[slider.name];
  for (let place = 0; place <= 1000; place += 50) {
    const value = valueAt(slider, place);
    expect(value).toBeGreaterThanOrEqual(least);
    expect(value).toBeLessThanOrEqual(most);
    if (whole) expect(Number.isInteger(value)).toBe(true);
    expect(Math.abs(placeOf(slider, value) - place)).toBeLessThanOrEqual(slider.name === 'units' ? 10 : 6);
  }
});

test.each(sliders)('keys move the slider of $name through all its numbers, from one end to the other and back', slider => {
  const walk = (from: number, key: string): number[] => {
    const values = [from];
    for (let next; (next = valueAfter(slider, values.at(-1)!, placesOf(key)!)) !== values.at(-1);) values.push(next);
    return values;
  };
  const [least, most] = [valueAt(slider, 0), valueAt(slider, 1000)];
  const up = walk(least, 'ArrowRight');
  expect(up).toEqual([...new Set(up)].sort((a, b) => a - b));
  expect([up.at(-1), walk(most, 'ArrowLeft').at(-1), walk(least, 'PageUp').at(-1)]).toEqual([most, least, most]);
  expect(walk(most, 'PageDown').length).toBeLessThanOrEqual(13);
  for (const place of [250, 500, 750]) expect(up).toContain(valueAt(slider, place));
});

test('a number beyond the ends of a slider stays where it is, or comes back to them', () => {
  const units = sliders.find(({ name }) => name === 'units')!;
  expect([valueAfter(units, 3000, 1), valueAfter(units, 3000, -1), valueAfter(units, 3, -1), valueAfter(units, 3, 1)]).toEqual([3000, 2000, 3, 10]);
  expect(placesOf('Enter')).toBeUndefined();
});

test('a table begins with its last column, forecast from itself', () => {
  expect(firstSettings(table)).toMatchObject({ target: 'y', inputs: ['y'], horizon: 1, units: 200 });
});

test('or, where it is known what goes into it, with that', () => {
  expect(firstSettings({ ...table, inputs: ['u'] })).toMatchObject({ target: 'y', inputs: ['u'], horizon: 0 });
});

test('or with the last one of numbers', () => {
  expect(firstSettings({ ...table, target: 'v' })).toMatchObject({ target: 'v', inputs: ['v'] });
});

test('an experiment says what to begin with', () => {
  expect(firstSettings({ ...table, settings: { target: 'v', inputs: ['u'], horizon: 0, units: 7 } })).toMatchObject({ target: 'v', inputs: ['u'], horizon: 0, units: 7, leakRate: 1 });
});

test('what was chosen before comes again, unless the table lost a column of it', () => {
  const saved = { ...firstSettings(table), units: 33 };
  expect(settingsFor(table, { settings: saved })).toEqual(saved);
  const { feedback, ...older } = saved;
  expect([feedback, settingsFor(table, { settings: older as typeof saved })]).toEqual([0, saved]);
  expect(settingsFor({ columns: ['a', 'y'], rows: 9 }, { settings: { ...saved, inputs: ['u'] } })).toMatchObject({ inputs: ['y'], units: 200 });
});

test('a target that is read is looked for a row ahead', () => {
  const now = { ...firstSettings(table), inputs: ['u'], horizon: 0 };
  expect(withInputs(now, ['u', 'y']).horizon).toBe(1);
  expect(withTarget(now, 'u').horizon).toBe(1);
  expect(withTarget(now, 'v').horizon).toBe(0);
});

test('of several targets all are read, or none', () => {
  const two = withMoreToggled(firstSettings(table), 'v');
  expect(two).toMatchObject({ target: 'y', moreTargets: ['v'], inputs: ['y', 'v'], horizon: 1 });
  expect(withInputToggled(two, 'v').inputs).toEqual([]);
  expect(withInputToggled(withInputToggled(two, 'y'), 'v').inputs).toEqual(['y', 'v']);
  expect(withInputToggled(two, 'u').inputs).toEqual(['y', 'v', 'u']);
  expect(withTarget(two, 'v')).toMatchObject({ target: 'v', moreTargets: [] });
  expect(withTarget(two, 'u')).toMatchObject({ target: 'u', moreTargets: ['v'], inputs: ['y'] });
  expect(withMoreToggled(two, 'v')).toMatchObject({ moreTargets: [], inputs: ['y', 'v'] });
});

test('a class is in a column that is not read; what it was told from before is read then', () => {
  const classes = withPool({ ...firstSettings(table), moreTargets: ['v'], series: 'u' }, 'last', table.columns);
  expect(classes).toMatchObject({ pool: 'last', target: 'y', moreTargets: [], inputs: ['v'] });
  expect(withTarget(classes, 'v')).toMatchObject({ target: 'v', inputs: ['y'] });
  expect(withPool(classes, 'none', table.columns)).toMatchObject({ pool: 'none', inputs: ['v'] });
});

test('what was chosen before is forgotten where the table lost the column of its series', () => {
  expect(settingsFor(table, { settings: { ...firstSettings(table), series: 'who', units: 33 } }).units).toBe(200);
});

test('FORCE has settings of its own, where nobody chose others', () => {
  const now = { ...firstSettings(table), units: 77 };
  const force = withReadout(now, 'force');
  expect(force).toMatchObject({ readout: 'force', units: 77, ridge: 0.01, spectralRadius: 1.5, readInputs: false });
  expect(withReadout(force, 'ridge')).toEqual(now);
  expect(withReadout({ ...now, ridge: 0.3 }, 'force').ridge).toBe(0.3);
});

test('something is left to read where a column becomes a class, or a target, too', () => {
  const read = { ...firstSettings(table), pool: 'mean' as const, target: 'y', inputs: ['v'] };
  expect(withTarget(read, 'v').inputs).toEqual(['y']);
  expect(withMoreToggled({ ...firstSettings(table), inputs: ['u'], horizon: 0 }, 'u')).toMatchObject({ inputs: ['y', 'u'], horizon: 1 });
});
