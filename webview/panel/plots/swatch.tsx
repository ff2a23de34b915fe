import type { Theme } from '../../shared/theme.ts';
import { dashes } from './definitions.ts';
import type { Stroke } from './definitions.ts';

/** A piece of a line as the plot draws it. */
export function Swatch({ line, theme }: { line: Stroke; theme: Theme }) {
  return (
    <svg width="18" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="18" y2="4" stroke={theme.lines[line.colour]} stroke-width="2" stroke-dasharray={dashes[line.dash]!.join(' ')} />
    </svg>
  );
}
