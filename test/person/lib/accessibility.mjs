import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const serious = new Set(['serious', 'critical']);

/** The rules that ask for colours. */
const ofColours = { runOnly: ['color-contrast', 'link-in-text-block'] };

/**
 * Runs axe on a page and throws what is serious, with the elements that it found.
 * @param theme of those that the page is seen in one after the other: everything is asked in the first, what the colours change in the others
 */
export async function checkAccessibility(frame, theme = 'dark') {
  await frame.evaluate(await source);
  const { violations } = await frame.evaluate(options => globalThis.axe.run(document, { ...options, resultTypes: ['violations'] }), theme === 'dark' ? {} : ofColours);
  const found = violations.filter(({ impact }) => serious.has(impact));
  if (found.length === 0) return;
  throw new Error(found.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`).join('\n'));
}
