import { neverFading } from '../../core/spec/reservoirs.ts';
import { layersOf } from '../../protocol/reservoirLayers.ts';
import type { StackOptions } from '../../protocol/reservoirLayers.ts';

/** A sentence for each reservoir whose past may never fade; for those that are all alike one. */
export function fadingWarnings(options: StackOptions): string[] {
  const said = layersOf(options).map(neverFading);
  if (said.every((each) => each === said[0])) return said[0] === undefined ? [] : [said[0]];
  return said.flatMap((each, k) => (each === undefined ? [] : [`Layer ${k + 1}: ${each}`]));
}
