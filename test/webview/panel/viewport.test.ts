import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clamp, fit, pan, reveal, visibleColumns, zoomAt } from '../../../webview/panel/graph/viewport.ts';

const [tau, width] = [200, 600];

describe('the window onto the graph', () => {
  it('fits all of tau', () => {
    expect(visibleColumns(fit(tau, width), tau, width)).toEqual([0, tau - 1]);
  });

  it('holds a short graph in its middle', () => {
    const { columnWidth, offset } = fit(2, width);
    expect(offset + columnWidth).toBe(width / 2);
  });

  it('keeps what is at x there while it zooms', () => {
    const before = clamp({ columnWidth: 20, offset: -1000 }, tau, width);
    const after = zoomAt(before, 2, 300, tau, width);
    expect((300 - after.offset) / after.columnWidth).toBeCloseTo((300 - before.offset) / before.columnWidth, 9);
  });

  it('never leaves the graph, however it is moved', () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.integer({ min: -1e6, max: 1e6 }), (factor, by) => {
      const moved = pan(zoomAt(fit(tau, width), factor, width / 3, tau, width), by, tau, width);
      expect(moved.offset).toBeLessThanOrEqual(1e-9);
      expect(moved.offset + tau * moved.columnWidth).toBeGreaterThanOrEqual(width - 1e-6);
    }));
  });

  it('moves as little as it takes to show a column', () => {
    const viewport = { columnWidth: 60, offset: 0 };
    expect(reveal(viewport, 3, tau, width)).toBe(viewport);
    expect(reveal(viewport, 20, tau, width).offset).toBe(width - 21 * 60);
    expect(reveal({ columnWidth: 60, offset: -1200 }, 5, tau, width).offset).toBe(-300);
  });

  it('stays where all of tau is in sight, whatever rounding does', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 100, max: 2000, noNaN: true }), fc.nat(2999), (steps, room, t) => {
      const all = fit(steps, room);
      expect(reveal(all, t % steps, steps, room)).toBe(all);
    }));
  });

  it('shows only the columns in it', () => {
    expect(visibleColumns({ columnWidth: 60, offset: -90 }, tau, width)).toEqual([1, 11]);
  });
});
