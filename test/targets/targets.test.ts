import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { targets } from './index.ts';
import { experimentFile } from './lib/lab.ts';
import { hashOnPage, pageWith } from './lib/page.ts';
import { hashOf, variantOf } from './lib/variants.ts';

const inRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const page = existsSync(inRoot('docs/targets.md')) ? readFileSync(inRoot('docs/targets.md'), 'utf8') : '';

describe.each(targets)('the target $name', target => {
  const text = readFileSync(experimentFile(inRoot('examples'), target), 'utf8');

  it('is on docs/targets.md with figures of the experiment as it is now; if not: npm run test:targets', () => {
    expect(hashOnPage(page, target.name)).toBe(hashOf(target, text));
  });

  it('trains experiments that are right', () => {
    for (const variant of Object.keys(target.variants)) expect(() => variantOf(target, text, variant, 1)).not.toThrow();
  });
});

it('no two targets share a name', () => {
  expect(new Set(targets.map(({ name }) => name)).size).toBe(targets.length);
});

it('docs/targets.md says what its lines come to as its writer does; if not: npm run test:targets -- --rewrite', () => {
  expect(pageWith([], page, targets)).toBe(page);
});
