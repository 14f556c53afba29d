import { beforeAll, expect, test } from 'vitest';
import { type AffinityNumbers, describeAffinity } from '../../../shared/stats/affinity';
import { statsReady } from '../../../shared/stats/distributions';
import { describeSet } from '../../../shared/stats/itemSets';
import { pairRules } from '../../../shared/stats/pairRules';

beforeAll(statsReady);

test('tea and coffee: three in four tea drinkers drink coffee, and yet less often than others', () => {
  // Tan, Steinbach and Kumar, Introduction to Data Mining, table 6.8: 150 of 1,000 drink both, 200 tea, 800 coffee.
  const { support, confidence, lift, leverage } = describeSet({ n: 150, alone: [200, 800], others: [800, 200], customers: 1000 });
  expect(support).toBe(0.15);
  expect(confidence).toEqual([0.1875, 0.75]);
  expect(lift).toBeCloseTo(0.9375, 12);
  expect(leverage).toBeCloseTo(-0.01, 12);
});

test('beer, diapers and milk of the same book: support 0.4, and 0.67 of those with milk and diapers buy beer', () => {
  // Table 6.1: of five baskets beer is in 3, diapers and milk are in 4; two hold all three, three diapers and milk.
  const { support, confidence } = describeSet({ n: 2, alone: [3, 4, 4], others: [3, 2, 3], customers: 5 });
  expect(support).toBeCloseTo(0.4, 12);
  expect(confidence[0]).toBeCloseTo(0.67, 2);
});

test('lift, interval and adjusted p are as SciPy has them', () => {
  // SciPy 1.17.1: chi2_contingency without correction, false_discovery_control, and the log risk ratio against the other 2,000.
  const items = [
    { n: 90, all: 300, ratio: [1.3666231221023604, 2.1503920595776123], p: 3.913371290037599e-6, adjusted: 1.17401139e-5 },
    { n: 20, all: 200, ratio: [0.2829785339773874, 0.6980418670672576], p: 0.00022776260245036984, adjusted: 3.41643904e-4 },
    { n: 30, all: 151, ratio: [0.6731105694241327, 1.46118545808477], p: 0.9665171389076552, adjusted: 0.9665171389 },
  ] as const;
  const populations = { segment: 500, all: 2500 };
  const all = describeAffinity(items, populations, { base: 'all', minimum: 30 });
  const rest = describeAffinity(items, populations, { base: 'rest', minimum: 30 });
  items.forEach(({ n, all: everybody, ratio, p, adjusted }, index) => {
    const [against, apart] = [all[index], rest[index]];
    expect(against?.lift).toBeCloseTo(n / 500 / (everybody / 2500), 12);
    expect(apart?.lift).toBeCloseTo(n / 500 / ((everybody - n) / 2000), 12);
    // Of all customers a fifth are in the segment, so a ratio r against the rest is a lift r / (0.2 r + 0.8) against all.
    ratio.forEach((end, side) => {
      expect(endsOf(apart)[side]).toBeCloseTo(end, 9);
      expect(endsOf(against)[side]).toBeCloseTo(end / (0.2 * end + 0.8), 9);
    });
    for (const each of [against, apart]) {
      expect(Number(each?.p) / p).toBeCloseTo(1, 9);
      expect(Number(each?.pAdjusted) / adjusted).toBeCloseTo(1, 7);
    }
  });
});

function endsOf(numbers: AffinityNumbers | undefined): readonly number[] {
  return numbers && !('state' in numbers.interval) ? numbers.interval : [];
}

test('what too few hold is withheld and does not count among the tests', () => {
  const items = [
    { n: 90, all: 300 },
    { n: 5, all: 20 },
  ];
  const [first, second] = describeAffinity(items, { segment: 500, all: 2500 }, { base: 'all', minimum: 30 });
  expect(second).toMatchObject({ n: 5, confidence: 0.01, lift: { state: 'insufficient', found: 4, needed: 30 } });
  expect(second?.pAdjusted).toMatchObject({ state: 'insufficient' });
  expect(first?.pAdjusted).toBe(first?.p);
});

test('only pairs that are together more often than by chance speak for each other', () => {
  const both = [
    [100, 60, 9],
    [60, 100, 9],
    [9, 9, 100],
  ];
  // z = 17.57 for 60 of 100 against 40 of 900; 9 of 100 against 91 of 900 is no more than chance.
  const rules = pairRules(both, 1000, 5);
  expect(rules.map((each) => each.map(({ from }) => from))).toEqual([[1], [0], []]);
  expect(rules[0]?.[0]).toMatchObject({ confidence: 0.6 });
  expect(rules[0]?.[0]?.lift).toBeCloseTo(6, 12);
  expect(pairRules(both, 1000, 61)).toEqual([[], [], []]);
});
