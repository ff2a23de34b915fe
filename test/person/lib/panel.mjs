/** A button of the panel's toolbar, by its label. */
export const press = (panel, label) => panel.getByRole('button', { name: label, exact: true }).click();

/** The badge that says how the run is doing, once it says `situation`. */
export const badge = (panel, situation) => panel.locator(`[data-situation="${situation}"]`);

/** A number in the top bar: step, loss, validation, left. */
export async function fact(panel, name) {
  return Number(await panel.locator(`.top-bar [data-fact="${name}"]`).getAttribute('data-value'));
}

/** Waits until a number in the top bar is as it should be. */
export async function reaches(panel, name, isReached, timeout = 120_000) {
  let last = NaN;
  for (const end = Date.now() + timeout; Date.now() < end; await panel.page().waitForTimeout(100)) {
    last = await fact(panel, name);
    if (isReached(last)) return last;
  }
  throw new Error(`${name} is ${last} after ${timeout / 1000} s`);
}
