import { rememberedDrawing } from '../drawnNetwork.ts';
import type { drawWeights } from '../drawnNetwork.ts';

interface Remembered {
  readonly draw: typeof drawWeights;
  readonly bytes: number;
}

/** Draws, and remembers the last drawing of each seed; those that were longest not asked for go where all take more than so many bytes. */
export function rememberedDrawings(most: number, remembered = new Map<number, Remembered>()): typeof drawWeights {
  return function* (options, seed) {
    const draw = remembered.get(seed)?.draw ?? rememberedDrawing();
    const weights = yield* draw(options, seed);
    remembered.delete(seed);
    remembered.set(seed, { draw, bytes: Object.values(weights).reduce((sum, { data }) => sum + data.byteLength, 0) });
    let bytes = [...remembered.values()].reduce((sum, each) => sum + each.bytes, 0);
    for (const [oldest, each] of remembered) {
      if (bytes <= most) break;
      remembered.delete(oldest);
      bytes -= each.bytes;
    }
    return weights;
  };
}
