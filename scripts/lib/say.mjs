const seconds = since => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const write = text => void process.stdout.write(text);

/** Says what is being done. */
export const say = (text, print = write) => print(`· ${text}\n`);

/** Runs `work`, saying before what it is and after how long it took. */
export async function stage(title, work, print = write) {
  const since = performance.now();
  say(`${title} …`, print);
  const result = await work();
  say(`${title}: ${seconds(since)}`, print);
  return result;
}

/** A failure whose message says all there is to know: no stack trace. */
export class Trouble extends Error {}

/** Runs a script's `main`; what it throws becomes a sentence and exit code 1. */
export async function script(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Trouble ? `✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
