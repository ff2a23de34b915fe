import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Line } from '../../../webview/panel/plots/definitions.ts';
import type { Theme } from '../../../webview/shared/theme.ts';
import type * as Chart from '../../../webview/panel/plots/chart.ts';

const circles: string[] = [];

/** As much of a page as uPlot asks for; what it draws is let go, but for the circles. */
function stubPage(): void {
  const nothing = () => undefined;
  const context = new Proxy({}, { get: (_, name) => (name === 'measureText' ? () => ({ width: 10 }) : nothing), set: () => true });
  const known: Record<string, unknown> = { getContext: () => context, getBoundingClientRect: () => ({ left: 0, top: 0, width: 300, height: 150 }), firstChild: null };
  const element = () => new Proxy({ style: {}, classList: { add: nothing, remove: nothing, contains: nothing } } as Record<string, unknown>, { get: (own, name: string) => own[name] ?? (name in known ? known[name] : nothing) });
  const page = { createElement: element, createTextNode: element, addEventListener: nothing, removeEventListener: nothing, dispatchEvent: nothing, body: element() };
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { language: 'en' });
  vi.stubGlobal('devicePixelRatio', 1);
  vi.stubGlobal('matchMedia', () => page);
  vi.stubGlobal('HTMLElement', { [Symbol.hasInstance]: (value: unknown) => typeof value === 'object' && value !== null });
  vi.stubGlobal('Path2D', class {
    arc(x: number, y: number): void { circles.push(`${Math.round(x)}, ${Math.round(y)}`); }
    moveTo = nothing; lineTo = nothing; rect = nothing; addPath = nothing;
  });
}

const theme = { lines: ['blue', 'red'], font: '' } as unknown as Theme;
const line = (table: Line['table']): Line => ({ label: '', table, column: '', colour: 0, dash: 0 });
let { makeChart, roomFor }: Partial<Pick<typeof Chart, 'makeChart' | 'roomFor'>> = {};

beforeAll(async () => {
  stubPage(); // uPlot looks for a page once, when it is loaded
  ({ makeChart, roomFor } = await import('../../../webview/panel/plots/chart.ts'));
});
beforeEach(() => void circles.splice(0));

async function drawn(table: Line['table'], x: number[], y: (number | null | undefined)[]): Promise<number> {
  makeChart!(document.body, [x, y], { series: [{ line: line(table), faint: false, point: 4 }], logarithmic: false, theme, width: 300, range: () => ({ from: 0, to: 100 }), onZoom: () => undefined, onCursor: () => undefined });
  await new Promise(soon => setTimeout(soon));
  return circles.length;
}

it.each([[[50], [0.5]], [[25, 50, 75], [0.25, 0.5, 0.75]]])('shows each validation as a point: %j', async (x, y) => {
  expect(await drawn('validations', x, y)).toBe(x.length);
});

it.each([
  ['the first step', [1], [2.3], 1],
  ['a step beside validations at others', [1, 2, 3], [2.3, undefined, undefined], 1],
  ['a step between two that are not finite', [1, 2, 3, 4, 5], [2.3, 2.2, null, 2.1, null], 1],
  ['steps in a row', [1, 2, 3], [2.3, 2.2, 2.1], 0],
  ['steps with validations between', [1, 2, 3], [2.3, undefined, 2.1], 0],
])('of steps shows what is alone: %s', async (_, x, y, points) => {
  expect(await drawn('steps', x, y)).toBe(points);
});

it.each([[false, 1.1], [true, 1]])('a scale of shares (%s) ends at a whole', async (isShare, least) => {
  const chart = makeChart!(document.body, [[50], [0.9]], { series: [{ line: line('validations'), faint: false, point: 4 }], logarithmic: false, isShare, theme, width: 300, range: () => ({ from: 0, to: 100 }), onZoom: () => undefined, onCursor: () => undefined });
  await new Promise(soon => setTimeout(soon));
  expect(chart.scales['y']!.max).toBeGreaterThanOrEqual(least);
  if (isShare) expect(chart.scales['y']!.max).toBeLessThanOrEqual(1.02);
});

it('an axis has room for its longest number', () => {
  expect([roomFor!(56)(undefined, ['0', null]), roomFor!(56)(undefined, ['0', '1.000005e9']), roomFor!(56)(undefined, null)]).toEqual([56, 79, 56]);
});
