import { vi } from 'vitest';

/**
 * Waits until a check passes. Patient, because two applications share the cores of a small machine: only a check that never passes pays
 * for it, and then fails with what it said last.
 * @param timeout milliseconds
 */
export const until = <T>(check: () => T | Promise<T>, timeout = 20_000): Promise<T> =>
  vi.waitFor(check, { timeout, interval: 50 });
