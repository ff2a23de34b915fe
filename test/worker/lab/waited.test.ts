import { expect, test } from 'vitest';
import { waitedRequests } from '../../../src/worker/lab/waited.ts';

test.each(['fit', 'classify', 'freeRun', 'save'])('a search stands still while %s is answered, and goes on when all are', async (method) => {
  const { count, during } = waitedRequests();
  let settle!: () => void;
  const answering = during(method, () => new Promise<void>(resolve => { settle = resolve; }));
  const failing = during('fit', () => Promise.reject(new Error('singular')));
  expect(count[0]).toBe(2);
  await expect(failing).rejects.toThrow('singular');
  expect(count[0]).toBe(1);
  settle();
  await answering;
  expect(count[0]).toBe(0);
});

test.each(['search', 'searchNews', 'diagnostics', 'progress', 'table'])('%s is answered beside it', async (method) => {
  const { count, during } = waitedRequests();
  const answering = during(method, async () => count[0]);
  expect(await answering).toBe(0);
});
