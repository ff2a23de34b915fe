import { withEmptyPage } from './lib/emptyPage.mjs';
import { moveWideGraph } from './lib/moveWideGraph.mjs';
import { openLongRun } from './lib/openLongRun.mjs';

export const name = 'A long run opens within a second of the click, and a wide graph moves as smoothly as the screen can show';
export const measures = true;

export async function run(given) {
  await withEmptyPage(given.server, given.workspace, async () => {
    await openLongRun(given);
    await moveWideGraph(given);
  });
}
