const turnMilliseconds = 20;

/** What lets messages and timers have their turn in a long computation: gives way when the last time is a while ago. */
export function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < turnMilliseconds) return;
    await new Promise<void>(resolve => setTimeout(resolve));
    last = performance.now();
  };
}
