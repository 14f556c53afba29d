import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '#shared/stats/experiment/apportion';
import { blockSize, MOST_IN_BLOCK, splitCustomers } from '#shared/stats/experiment/split';

/** Shares as a campaign makes them: a hold-out and weights. */
const sharesArbitrary = fc
  .tuple(fc.integer({ min: 0, max: 90 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }))
  .map(([holdout, weights]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return [holdout / 100, ...weights.map((weight) => ((1 - holdout / 100) * weight) / total)];
  });

/** Shares that small blocks have whole numbers for. */
const roundSharesArbitrary = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 })
  .map((parts) => parts.map((part) => part / parts.reduce((sum, each) => sum + each, 0)));

const strataArbitrary = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 300 }).map((strata) => Uint32Array.from(strata));

function sizesOf(arms: Uint8Array, shares: readonly number[], among: (at: number) => boolean = () => true): number[] {
  return shares.map((_, arm) => arms.filter((each, at) => each === arm && among(at)).length);
}

function expectShares(sizes: readonly number[], shares: readonly number[]): void {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  for (const [arm, size] of sizes.entries()) expect(Math.abs(size - n * (shares[arm] ?? 0))).toBeLessThan(1);
}

describe('a split', () => {
  it('gives every arm its share but for less than one customer, in every stratum and in all', () => {
    fc.assert(
      fc.property(strataArbitrary, sharesArbitrary, (strata, shares) => {
        const arms = splitCustomers({ strata, shares });
        expectShares(sizesOf(arms, shares), shares);
        for (const stratum of new Set(strata)) {
          expectShares(
            sizesOf(arms, shares, (at) => strata[at] === stratum),
            shares,
          );
        }
      }),
    );
  });

  it('keeps the shares in pairs, too, and gives each whole block exactly what it should have', () => {
    const asked = fc.tuple(strataArbitrary, roundSharesArbitrary, fc.infiniteStream(fc.integer({ min: 0, max: 40 })));
    fc.assert(
      fc.property(asked, ([strata, shares, numbers]) => {
        const size = blockSize(shares);
        if (size === null) return;
        const pairBy = Float64Array.from(strata, () => {
          const value = Number(numbers.next().value);
          return value === 40 ? Number.NaN : value;
        });
        const arms = splitCustomers({ strata, shares, pairBy });
        expectShares(sizesOf(arms, shares), shares);
        for (const stratum of new Set(strata)) {
          const inStratum = [...strata.keys()].filter((at) => strata[at] === stratum);
          expectShares(
            sizesOf(arms, shares, (at) => strata[at] === stratum),
            shares,
          );
          const heightOf = (at: number) => (Number.isNaN(pairBy[at]) ? Number.NEGATIVE_INFINITY : (pairBy[at] ?? 0));
          const sorted = inStratum.sort((a, b) => heightOf(b) - heightOf(a) || a - b);
          for (let from = 0; from + size <= sorted.length; from += size) {
            const block = new Set(sorted.slice(from, from + size));
            expect(sizesOf(arms, shares, (at) => block.has(at))).toEqual(shares.map((share) => Math.round(share * size)));
          }
        }
      }),
    );
  });

  it('deals the same customers into the same arms again, however the strata are numbered', () => {
    fc.assert(
      fc.property(strataArbitrary, sharesArbitrary, (strata, shares) => {
        const arms = splitCustomers({ strata, shares });
        expect(splitCustomers({ strata: strata.map((stratum) => 40 - stratum), shares })).toEqual(arms);
      }),
    );
  });

  it('takes the arms of a stratum in the order drawn', () => {
    expect([...splitCustomers({ strata: new Uint32Array(10), shares: [0.2, 0.5, 0.3] })]).toEqual([0, 0, 1, 1, 1, 1, 1, 2, 2, 2]);
  });

  it('knows the smallest block of whole numbers, and none above twenty', () => {
    expect(blockSize([0.5, 0.5])).toBe(2);
    expect(blockSize([0.1, 0.3, 0.3, 0.3])).toBe(10);
    expect(blockSize([0.15, 0.85])).toBe(MOST_IN_BLOCK);
    expect(blockSize([0.13, 0.87])).toBeNull();
  });

  it('lets many small strata fill the arms as one large stratum does', () => {
    const totals = [0, 0, 0];
    for (const row of apportion(
      Array.from({ length: 1000 }, () => 1),
      [0.1, 0.45, 0.45],
    )) {
      expect(row.reduce((sum, n) => sum + n, 0)).toBe(1);
      for (const [arm, n] of row.entries()) totals[arm] = (totals[arm] ?? 0) + n;
    }
    expect(totals).toEqual([100, 450, 450]);
  });
});
