import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect } from 'vitest';

export function referenceRows<Row>(file: string): Row[] {
  return readJson<{ rows: Row[] }>(resolve('test/golden/stats', file)).rows;
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

export function expectNear(actual: unknown, expected: number | undefined, relative = 1e-9, what = ''): void {
  if (typeof actual !== 'number' || expected === undefined)
    throw new Error(`${what}: expected ${expected}, got ${JSON.stringify(actual)}`);
  const error = actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
  expect(error, `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(relative);
}

/** p-values below 1e-12 are known to fewer digits: z itself is rounded. */
export function expectNearP(actual: unknown, expected: number, what = ''): void {
  expectNear(actual, expected, expected < 1e-12 ? 1e-6 : 1e-9, what);
}

export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** A count out of `size`, each with probability `share`. */
  count(size: number, share: number): number;
}

export function seeded(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const uniform = () => uniformFloat64(generator);
  const tables = new Map<string, number[]>();
  return {
    uniform,
    count(size, share) {
      const key = `${size} ${share}`;
      const table = tables.get(key) ?? cumulativeBinomial(size, share);
      tables.set(key, table);
      return firstAbove(table, uniform());
    },
  };
}

function cumulativeBinomial(size: number, share: number): number[] {
  const weights = new Array<number>(size + 1).fill(0);
  const mode = Math.min(size, Math.floor((size + 1) * share));
  weights[mode] = 1;
  const ratioUp = (k: number) => ((size - k) / (k + 1)) * (share / (1 - share));
  for (let k = mode; k < size; k++) weights[k + 1] = (weights[k] ?? 0) * ratioUp(k);
  for (let k = mode; k > 0; k--) weights[k - 1] = (weights[k] ?? 0) / ratioUp(k - 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let below = 0;
  return weights.map((weight) => {
    below += weight / total;
    return below;
  });
}

function firstAbove(table: readonly number[], value: number): number {
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table[middle] ?? 1) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
