import { mkdir, writeFile } from 'node:fs/promises';
import { inRoot } from './paths.mjs';

const results = (...parts) => inRoot('test-results', 'person', ...parts);

/** Runs `work`, failing after `limit` milliseconds. */
async function within(limit, work) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`took longer than ${limit / 1000} s`)), limit); });
  await Promise.race([work(), late]).finally(() => clearTimeout(timer));
}

function listen(page, lines) {
  page.on('console', message => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => lines.push(`uncaught: ${error.stack ?? error.message}`));
}

/** Leaves what helps to understand a failure: the window as it was, and everything it logged. */
async function keepEvidence(page, lines, file) {
  await page.screenshot({ path: results(`${file}-failure.png`) }).catch(() => {});
  await writeFile(results(`${file}-failure.log`), lines.join('\n'));
  return `  see test-results/person/${file}-failure.png and .log`;
}

/** Counts and times the steps of a scenario; one that fails ends it. */
function stepper(say) {
  const counts = { passed: 0, failed: 0, failures: [] };
  const step = async (name, work) => {
    const since = performance.now();
    const result = await work();
    counts.passed++;
    say(`  ✓ ${name} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
    return result;
  };
  return { counts, step };
}

/**
 * Runs one scenario in a browser profile of its own; where there is no browser any more, it fails.
 * @param scenario `{ file, name, run, timeout? }`; `run` gets page, server, workspace, projectRoot, `shot(name)`, `step(name, work)`, and `results(…)`, a path in test-results/person
 * @param given of these those that it gets from here, the browser, and whether there are `pictures`: else `shot` takes none
 * @param print gets what there is to say of it
 * @returns how many steps passed and failed, and a line of what failed
 */
export async function runScenario({ file, name, run, timeout = 240_000, viewport = { width: 1440, height: 900 } }, { browser, pictures, ...given }, print) {
  const say = line => print(`${line}\n`);
  say(name);
  await mkdir(results(), { recursive: true });
  const lines = [];
  const { counts, step } = stepper(say);
  const shot = async title => { if (pictures) await page.screenshot({ path: results(`${file}-${title}.png`) }); };
  let profile, page;
  try {
    profile = await browser.newContext({ viewport });
    page = await profile.newPage();
    listen(page, lines);
    await within(timeout, () => run({ ...given, page, shot, step, results }));
    counts.passed ||= 1;
  } catch (error) {
    counts.failed++;
    counts.failures.push(`${name}: ${error.message ?? error}`);
    say(`  ✗ ${name}: ${error.stack ?? error}`);
    if (page) say(await keepEvidence(page, lines, file));
  } finally {
    await profile?.close().catch(() => {}); // a browser that is gone has nothing to close
  }
  return counts;
}
