import { describe, expect, it } from 'vitest';
import { type ClassCell, DiversityMeter } from '#shared/privacy/diversity';

const ONE_EACH = (...ranks: number[]): ClassCell[] => ranks.map((rank) => ({ rank, n: 1 }));

describe('t-closeness', () => {
  // Li, Li, Venkatasubramanian, "t-Closeness: Privacy Beyond k-Anonymity and l-Diversity", ICDE 2007, section 4: nine salaries from 3K to 11K.
  const salaries = Array.from({ length: 9 }, () => 1);

  it('is 0.375 for the three lowest salaries and 0.167 for three spread ones, as published', () => {
    expect(closeness(salaries, ONE_EACH(0, 1, 2))).toBeCloseTo(0.375, 12);
    expect(closeness(salaries, ONE_EACH(3, 5, 8))).toBeCloseTo(0.167, 3);
  });

  it('is half the sum of differences where values have no order', () => {
    const meter = new DiversityMeter([5, 3, 2], false);
    meter.add([{ rank: 2, n: 2 }]);
    expect(meter.found?.closeness).toBeCloseTo(0.8, 12);
  });

  it('is nought where there is one value only', () => {
    expect(closeness([7], [{ rank: 0, n: 3 }])).toBe(0);
  });
});

describe('l-diversity', () => {
  it('is of the worst class: fewest values, least entropy, commonest value against the rest', () => {
    const meter = new DiversityMeter([4, 4, 4], false);
    meter.add([
      { rank: 0, n: 2 },
      { rank: 1, n: 2 },
    ]);
    meter.add([
      { rank: 0, n: 2 },
      { rank: 1, n: 2 },
      { rank: 2, n: 4 },
    ]);
    expect(meter.found).toMatchObject({ distinct: 2, entropy: expect.closeTo(2, 12), recursive: 1 });
  });

  it('has no c for a class of one value', () => {
    const meter = new DiversityMeter([2, 2], false);
    meter.add([{ rank: 0, n: 2 }]);
    meter.add([
      { rank: 0, n: 1 },
      { rank: 1, n: 1 },
    ]);
    expect(meter.found).toMatchObject({ distinct: 1, entropy: 1, recursive: null });
  });

  it('says nothing before the first class', () => {
    expect(new DiversityMeter([1], true).found).toBeNull();
  });
});

function closeness(totals: readonly number[], cells: readonly ClassCell[]): number | undefined {
  const meter = new DiversityMeter(totals, true);
  meter.add(cells);
  return meter.found?.closeness;
}
