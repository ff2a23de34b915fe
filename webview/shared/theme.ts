export type Rgb = readonly [number, number, number];

/** VS Code's chart colours for lines, in the order they are given out. Not orange: themes have it transparent, or, in high contrast, not at all. */
export const lineColours = ['blue', 'red', 'green', 'purple', 'yellow'] as const;

/** The colours a canvas needs, as the theme has them now. */
export interface Theme {
  readonly font: string;
  readonly foreground: string;
  readonly muted: string;
  readonly background: string;
  /** Outlines and edges without a value. */
  readonly border: string;
  /** Rules behind the lines of a chart. */
  readonly grid: string;
  readonly focus: string;
  /** Behind what is selected. */
  readonly band: string;
  /** Lines of a chart, in the order they are given out. */
  readonly lines: readonly string[];
  /** Ends and middle of a scale for signed values. */
  readonly negative: Rgb;
  readonly neutral: Rgb;
  readonly positive: Rgb;
  /** Ends of a scale for sizes. */
  readonly faint: Rgb;
  readonly strong: Rgb;
}

/** Reads VS Code's theme tokens from the page. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const token = (...names: string[]) => names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find((value) => value !== '') ?? 'gray';
  const background = token('editor-background');
  const flat = (...names: string[]) => flatten(token(...names), background);
  return {
    font: token('font-family'),
    foreground: token('foreground', 'editor-foreground'),
    muted: token('descriptionForeground', 'foreground'),
    background,
    border: css(mix(flat('editor-background'), flat('charts-lines', 'foreground'), 0.7)),
    grid: css(mix(flat('editor-background'), flat('charts-lines', 'foreground'), 0.35)),
    focus: token('focusBorder', 'contrastActiveBorder'),
    band: css(mix(flat('editor-background'), flat('foreground', 'editor-foreground'), 0.15)),
    lines: lineColours.map((name) => token(`charts-${name}`)),
    negative: flat('charts-blue'),
    neutral: flat('editor-background'),
    positive: flat('charts-red'),
    faint: flat('charts-lines', 'foreground'),
    strong: flat('charts-purple', 'charts-red'),
  };
}

/** Calls back after each change of theme. @returns ends the watching */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return () => observer.disconnect();
}

/** `share` of the way from one colour to another. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2)];
}

/** A colour as CSS writes it. */
export function css([red, green, blue]: Rgb): string {
  return `rgb(${red},${green},${blue})`;
}

/** Black or white, whichever can be read on a colour. */
export function inkOn([red, green, blue]: Rgb): string {
  const linear = (channel: number) => (channel / 255) ** 2.2;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > 0.18 ? 'black' : 'white';
}

/** A CSS colour as it looks on a background: whatever way CSS writes it, a canvas reads it. */
function flatten(colour: string, background: string): Rgb {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d')!;
  for (const layer of [background, colour]) {
    context.fillStyle = layer;
    context.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return [red!, green!, blue!];
}
