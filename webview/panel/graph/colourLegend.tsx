import { formatNumber } from '../../shared/format.ts';
import type { Colouring } from './colouring.ts';

/** What the colours of nodes and edges mean, in numbers. */
export function ColourLegend({ colouring, cut }: { colouring: Colouring | undefined; cut: boolean }) {
  if (!colouring) return <p class="legend muted">Not coloured: no sequence was looked into yet.</p>;
  const { gradients } = colouring;
  return (
    <div class="legend">
      <span title="h is between −1 and 1. o, ŷ and L are each coloured by their own largest value.">
        Activation h <span class="mono">-1</span> <span class="scale signed" aria-hidden="true" /> <span class="mono">1</span>
      </span>
      {gradients && (
        <span title={`Edges show the gradient that flows back over them, on a logarithmic scale${cut ? ", as far as truncated back-propagation lets it: what an update is made of" : ""}.`}>
          ‖∂L/∂h⁽ᵗ⁾‖{cut && ', cut'} <span class="mono">{formatNumber(gradients.min, 2)}</span>
          <span class="scale size" aria-hidden="true" /> <span class="mono">{formatNumber(gradients.max, 2)}</span> (log)
        </span>
      )}
    </div>
  );
}
