import { vi } from 'vitest';

/** Settles when `check` no longer throws; how long that takes says nothing but how busy the machine is. */
export const soon = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 20_000 });
