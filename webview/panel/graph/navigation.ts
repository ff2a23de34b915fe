import { pan, zoomAt } from './viewport.ts';
import type { Viewport } from './viewport.ts';

const zoomStep = 1.25;
const panStep = 0.15;

/** Where a key leads; undefined for a key that leads nowhere. */
export function keyNavigation(key: string, viewport: Viewport, tau: number, width: number): Viewport | 'fit' | undefined {
  switch (key) {
    case 'ArrowLeft': return pan(viewport, width * panStep, tau, width);
    case 'ArrowRight': return pan(viewport, -width * panStep, tau, width);
    case '+': case '=': return zoomAt(viewport, zoomStep, width / 2, tau, width);
    case '-': return zoomAt(viewport, 1 / zoomStep, width / 2, tau, width);
    case '0': return 'fit';
    default: return undefined;
  }
}

/** Where the wheel leads: up and down zooms at `x`, sideways or with shift pans. */
export function wheelNavigation(event: WheelEvent, viewport: Viewport, x: number, tau: number, width: number): Viewport {
  const sideways = event.shiftKey ? event.deltaY : event.deltaX;
  return sideways !== 0 ? pan(viewport, -sideways, tau, width) : zoomAt(viewport, Math.exp(-event.deltaY / 400), x, tau, width);
}
