import { beforeAll, expect, test } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import type { ShareCounts } from '#shared/stats/groups';
import { tgi, tgiInterval } from '#shared/stats/tgi';
import { expectNear, referenceRows, seeded } from './reference';

beforeAll(statsReady);

test('the interval has the reference ends', () => {
  const rows = referenceRows<ShareCounts & { interval: [number, number] }>('tgiIntervals.json');
  expect(rows.length).toBeGreaterThan(130);
  for (const { interval, ...counts } of rows) {
    const actual = tgiInterval(counts);
    if ('state' in actual) throw new Error(`no interval for ${JSON.stringify(counts)}`);
    expectNear(actual[0], interval[0], 1e-9, JSON.stringify(counts));
    expectNear(actual[1], interval[1], 1e-9, JSON.stringify(counts));
  }
});

/** 20,000 draws: the standard error of a coverage of 95% is 0.15 points, so 0.6 points are four of them. */
const DRAWS = 20_000;
const FOUR_STANDARD_ERRORS = 0.006;

test.each([
  [500, 4500, 0.2, 0.2],
  [500, 4500, 0.1, 0.1],
  [3000, 3000, 0.05, 0.02],
  [300, 100_000, 0.5, 0.1],
  [40_000, 2000, 0.3, 0.4],
  [1000, 9000, 0.999, 0.9],
  [1000, 9000, 1, 0.5],
  [400, 400, 0.9, 0.1],
  [1500, 8500, 0.03, 0.02],
])('covers the TGI 95 times of 100: %i customers against %i others, shares %d and %d', (n, rest, share, restShare) => {
  expect(Math.abs(nestedCoverage(n, rest, share, restShare) - 0.95)).toBeLessThan(FOUR_STANDARD_ERRORS);
});

test.each([
  [2000, 40_000, 0.002, 0.02],
  [2000, 40_000, 0.0005, 0.02],
  [9000, 300, 0.05, 0.01],
  [9000, 300, 0.05, 0.001],
])(
  'errs on the wide side for nearly empty cells: %i customers against %i others, shares %d and %d',
  (n, rest, share, restShare) => {
    const coverage = nestedCoverage(n, rest, share, restShare);
    expect(coverage).toBeGreaterThan(0.95 - FOUR_STANDARD_ERRORS);
    expect(coverage).toBeLessThan(0.985);
  },
);

test.each([
  [300, 200, 500, 0.2, 0.3, 0.1],
  [1000, 100, 4000, 0.05, 0.5, 0.1],
  [500, 2000, 0, 0.4, 0.2, 0],
])(
  'covers the TGI of overlapping customers: %i in both, %i in the segment, %i in the base',
  (both, segmentOnly, baseOnly, p, q, r) => {
    const random = seeded(11);
    const truth = (100 * ((both * p + segmentOnly * q) / (both + segmentOnly))) / ((both * p + baseOnly * r) / (both + baseOnly));
    const coverage = covered(truth, () => {
      const shared = random.count(both, p);
      return {
        segment: { n: shared + random.count(segmentOnly, q), known: both + segmentOnly },
        base: { n: shared + random.count(baseOnly, r), known: both + baseOnly },
        both: { n: shared, known: both },
      };
    });
    expect(Math.abs(coverage - 0.95)).toBeLessThan(FOUR_STANDARD_ERRORS);
  },
);

test.each<[string, ShareCounts, number | object]>([
  ['30 expected is enough', inside(0, 300, 100, 1000), 0],
  ['29.9 expected is not', inside(5, 299, 100, 1000), { state: 'insufficient', found: 29, needed: 30 }],
  [
    'few in the base count, however large the segment',
    apart(900, 5000, 20, 100),
    { state: 'insufficient', found: 20, needed: 30 },
  ],
  ['a base apart from the segment', apart(60, 100, 300, 1000), 200],
])('%s', (_, counts, expected) => {
  expect(tgi(counts, 30)).toEqual(expected);
});

function nestedCoverage(n: number, rest: number, share: number, restShare: number): number {
  const random = seeded(7);
  const part = n / (n + rest);
  const truth = (100 * share) / (part * share + (1 - part) * restShare);
  return covered(truth, () => {
    const hits = share === 1 ? n : random.count(n, share);
    return inside(hits, n, hits + random.count(rest, restShare), n + rest);
  });
}

function covered(truth: number, draw: () => ShareCounts): number {
  let inInterval = 0;
  for (let i = 0; i < DRAWS; i++) {
    const interval = tgiInterval(draw());
    if (!('state' in interval) && interval[0] <= truth && truth <= interval[1]) inInterval++;
  }
  return inInterval / DRAWS;
}

function inside(n: number, known: number, baseN: number, baseKnown: number): ShareCounts {
  return { segment: { n, known }, base: { n: baseN, known: baseKnown }, both: { n, known } };
}

function apart(n: number, known: number, baseN: number, baseKnown: number): ShareCounts {
  return { segment: { n, known }, base: { n: baseN, known: baseKnown }, both: { n: 0, known: 0 } };
}
