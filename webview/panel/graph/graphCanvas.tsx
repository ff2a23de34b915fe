import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { drawGraph } from './draw.ts';
import { keyNavigation, wheelNavigation } from './navigation.ts';
import { columnAt, gutter, nodeAt, plotWidth } from './scene.ts';
import type { Scene } from './scene.ts';
import { fit, pan } from './viewport.ts';
import type { Viewport } from './viewport.ts';

export interface GraphCanvasProps {
  readonly scene: Scene;
  /** What the picture shows, in words. */
  readonly description: string;
  onViewport(viewport: Viewport | undefined): void;
  onHover(node: string | undefined): void;
  onPick(t: number): void;
}

/** Pixels the pointer may move in a click. */
const clickSlack = 4;

/** The picture of the graph: drag or arrow keys pan, wheel or + and − zoom, 0 fits, a click looks at that time step. */
export function GraphCanvas(props: GraphCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { scene, description } = props;
  useDrawing(canvas, scene);
  useWheel(canvas, props);
  const drag = useDrag(props);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = event.altKey || event.ctrlKey || event.metaKey ? undefined : keyNavigation(event.key, scene.viewport, scene.tau, plotWidth(scene));
    if (!next) return;
    event.preventDefault();
    props.onViewport(next === 'fit' ? undefined : next);
  };
  return (
    <canvas ref={canvas} class="graph-canvas" tabIndex={0} role="application" aria-roledescription="graph" aria-label={description}
      onKeyDown={onKeyDown} onPointerLeave={() => props.onHover(undefined)} onDblClick={() => props.onViewport(undefined)} {...drag} />
  );
}

/** Draws the latest scene, at most once a frame. Each picture is a `performance` measure named `unfold:frame`. */
function useDrawing(canvas: { current: HTMLCanvasElement | null }, scene: Scene): void {
  const latest = useRef(scene);
  const frame = useRef(0);
  useLayoutEffect(() => {
    latest.current = scene;
    frame.current ||= requestAnimationFrame(() => {
      frame.current = 0;
      const start = performance.now();
      drawGraph(sizedContext(canvas.current!, latest.current), latest.current);
      performance.clearMeasures('unfold:frame');
      performance.measure('unfold:frame', { start, end: performance.now() });
    });
  });
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
}

function sizedContext(canvas: HTMLCanvasElement, { width, height }: Scene): CanvasRenderingContext2D {
  const ratio = window.devicePixelRatio;
  const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
  if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** Wheel listeners must say that they stop the page from scrolling; the page scrolls where the graph has nowhere to go. */
function useWheel(canvas: { current: HTMLCanvasElement | null }, props: GraphCanvasProps): void {
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const element = canvas.current!;
    const onWheel = (event: WheelEvent) => {
      const { scene, onViewport } = latest.current;
      const next = wheelNavigation(event, scene.viewport, event.offsetX - gutter, scene.tau, plotWidth(scene));
      if (next.columnWidth === scene.viewport.columnWidth && next.offset === scene.viewport.offset) return;
      event.preventDefault();
      onViewport(next.columnWidth === fit(scene.tau, plotWidth(scene)).columnWidth ? undefined : next);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);
}

/** Drags pan; a press that does not move picks a time step. */
function useDrag({ scene, onViewport, onHover, onPick }: GraphCanvasProps) {
  const pressed = useRef<{ readonly x: number; readonly viewport: Viewport; moved: boolean }>(undefined);
  return {
    onPointerDown(event: PointerEvent) {
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      pressed.current = { x: event.offsetX, viewport: scene.viewport, moved: false };
    },
    onPointerMove(event: PointerEvent) {
      const press = pressed.current;
      if (!press) return onHover(nodeAt(scene, event.offsetX, event.offsetY));
      press.moved ||= Math.abs(event.offsetX - press.x) > clickSlack;
      if (press.moved && scene.progress === 1) onViewport(pan(press.viewport, event.offsetX - press.x, scene.tau, plotWidth(scene)));
    },
    onPointerUp(event: PointerEvent) {
      const t = columnAt(scene, event.offsetX);
      if (pressed.current?.moved === false && t !== undefined && scene.progress === 1) onPick(t);
      pressed.current = undefined;
    },
    onPointerCancel() {
      pressed.current = undefined;
    },
  };
}
