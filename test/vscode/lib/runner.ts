/** A test that runs inside VS Code's extension host. */
interface Test {
  readonly name: string;
  readonly body: () => Promise<void> | void;
  readonly timeout: number;
  readonly skipped: string | undefined;
}

interface Options {
  readonly timeout?: number;
  /** Why this test can't run here. */
  readonly skip?: string | undefined;
}

const tests: Test[] = [];
let prefix = '';

/** Names a group of tests. */
export function suite(name: string, declare: () => void): void {
  prefix = `${name}: `;
  declare();
  prefix = '';
}

/** Declares a test. It fails when its body throws, rejects, or takes longer than `timeout` milliseconds (30,000). */
export function test(name: string, body: Test['body'], { timeout = 30_000, skip }: Options = {}): void {
  tests.push({ name: prefix + name, body, timeout, skipped: skip });
}

/** Asks again and again until the answer is something. @throws with `what` after `timeout` milliseconds */
export async function until<T>(what: string, ask: () => T | PromiseLike<T>, timeout = 10_000): Promise<NonNullable<Exclude<T, false>>> {
  for (const end = Date.now() + timeout; Date.now() < end; await pause(50)) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<Exclude<T, false>>;
  }
  throw new Error(`not within ${timeout} ms: ${what}`);
}

export const pause = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));

async function within({ body, timeout }: Test): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${timeout} ms`)), timeout);
  });
  await Promise.race([body(), late]).finally(() => clearTimeout(timer));
}

/** Marked, so that the script which started VS Code can tell these lines from VS Code's own. */
export const report = (text: string) => console.log(`[test] ${text}`);

const explain = (error: unknown) => (error instanceof Error ? error.stack ?? error.message : String(error));

async function runOne(test: Test): Promise<boolean> {
  const since = Date.now();
  try {
    await within(test);
    report(`✓ ${test.name} (${Date.now() - since} ms)`);
    return true;
  } catch (error) {
    report(`✗ ${test.name}\n${explain(error)}`);
    return false;
  }
}

/** Runs every test that was declared, in order. @throws when one fails or there are none: VS Code then exits with 1 */
export async function runAll(): Promise<void> {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const one of tests) {
    if (one.skipped !== undefined) {
      skipped++;
      report(`- ${one.name}: skipped, ${one.skipped}`);
    } else if (await runOne(one)) passed++;
    else failed++;
  }
  report(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (failed > 0 || passed === 0) throw new Error(passed + failed === 0 ? 'no test ran' : `${failed} failed`);
}
