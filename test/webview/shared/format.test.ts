import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatNumber } from '../../../webview/shared/format.ts';

describe('numbers for people', () => {
  it.each([
    [0, '0'], [1.23456, '1.235'], [0.002, '0.002'], [0.00123456, '0.001235'], [1.2e-9, '1.2e-9'], [-3.45678e-5, '-3.457e-5'],
    [12345.6, '12,346'], [999999.4, '999,999'], [1234567, '1.235e6'], [1e300, '1e300'], [-1500, '-1,500'],
    [999.96, '1,000'], [NaN, 'NaN'], [Infinity, '∞'], [-Infinity, '-∞'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it.each([[Math.PI, 2, '3.1'], [1013.25, 6, '1,013.25'], [-12345.67, 6, '-12,345.7'], [1013.25, 3, '1,013'], [1.005e12, 4, '1.005e12']])('%d has %d digits where so many are asked for', (value, digits, text) => {
    expect(formatNumber(value, digits)).toBe(text);
  });
});

it.each([[0, '0'], [999, '999'], [1000, '1,000'], [12345678, '12,345,678']])('a count of %d is %s', (count, text) => expect(formatCount(count)).toBe(text));

it.each([[0.4, '0 s'], [8, '8 s'], [200, '3 min 20 s'], [3600, '1 h'], [7500, '2 h 5 min'], [356400, '4 d 3 h'], [Infinity, '∞']])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

it.each([[0, '0 B'], [812, '812 B'], [1536, '1.5 KB'], [2e9, '1.86 GB']])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
