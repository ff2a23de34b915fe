import { formatNumber } from '../../shared/format.ts';
import type { Colouring } from './colouring.ts';

/** What the colours of nodes and edges mean, in numbers. @param chosen whether there are edges of what a decoder chose itself */
export function ColourLegend({ colouring, cut, chosen }: { colouring: Colouring | undefined; cut: boolean; chosen: boolean }) {
  if (!colouring) return <p class="legend muted">Not coloured: no sequence was looked into yet.</p>;
  const { activation, gradients } = colouring;
  const end = formatNumber(activation, 2);
  return (
    <div class="legend">
      <span title={`${activation === 1 ? 'h is between −1 and 1.' : 'Units go beyond 1: each row of h is coloured by its own largest value.'} o, ŷ and L are each coloured by their own largest value.`}>
        Activation h <span class="mono">-{end}</span> <span class="scale signed" aria-hidden="true" /> <span class="mono">{end}</span>
      </span>
      {gradients && (
        <span title={`Edges show the gradient that flows back over them, on a logarithmic scale${cut ? ", as far as truncated back-propagation lets it: what an update is made of" : ""}.`}>
          ‖∂L/∂h⁽ᵗ⁾‖{cut && ', cut'} <span class="mono">{formatNumber(gradients.min, 2)}</span>
          <span class="scale size" aria-hidden="true" /> <span class="mono">{formatNumber(gradients.max, 2)}</span> (log)
        </span>
      )}
      {chosen && <span title="Over a dashed edge goes a symbol that the decoder chose itself, and no gradient flows back over a choice. At some steps the answer so far may be given instead, as the probability of teacher forcing says.">╌ chosen: no gradient</span>}
    </div>
  );
}
