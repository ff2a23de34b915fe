import { fileURLToPath } from 'node:url';
import type * as Library from './index.ts';

/** The library in float64, as `scripts/lib/float64.mjs` has built it. */
export const float64 = (await import(fileURLToPath(new URL('../../dist/test/float64.js', import.meta.url)))) as typeof Library;
