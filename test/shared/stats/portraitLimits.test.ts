import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import { describePortrait, type TagCounts, type ValueCounts } from '#shared/stats/portrait';

beforeAll(statsReady);

type Counts = readonly [n: number, baseN: number, bothN: number];

const none = (found: number, needed: number) => ({ state: 'insufficient', found, needed });
const noTest = { z: none(0, 1), p: none(0, 1), pAdjusted: none(0, 1), method: null, direction: 'neutral' };

const tagOf = (counts: readonly Counts[]): TagCounts<string> => ({
  tag: 'tag',
  values: counts.map(([n, baseN, bothN], index) => ({ value: `v${index}`, n, baseN, bothN })),
});

test.each<[string, Counts[], object, object]>([
  [
    'the whole base',
    [
      [400, 400, 400],
      [600, 600, 600],
    ],
    { ...noTest, share: 0.4, tgi: 100, interval: none(0, 1) },
    none(0, 1),
  ],
  [
    'an empty segment',
    [
      [0, 400, 0],
      [0, 600, 0],
    ],
    { ...noTest, share: none(0, 1), baseShare: 0.4, tgi: none(0, 30), interval: none(0, 30) },
    none(0, 1),
  ],
  [
    'an empty base',
    [
      [40, 0, 0],
      [60, 0, 0],
    ],
    { ...noTest, share: 0.4, baseShare: none(0, 1), tgi: none(0, 30), interval: none(0, 30) },
    none(0, 1),
  ],
  [
    'a tag unknown for everybody',
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    { ...noTest, share: none(0, 1), baseShare: none(0, 1), tgi: none(0, 30) },
    none(0, 1),
  ],
  ['a tag of one level', [[100, 1000, 100]], { ...noTest, share: 1, tgi: 100, interval: none(0, 1) }, none(1, 2)],
  [
    'a level that nobody has',
    [
      [0, 0, 0],
      [50, 900, 50],
      [50, 100, 50],
    ],
    { ...noTest, share: 0, baseShare: 0, tgi: none(0, 30) },
    { df: 1 },
  ],
  [
    'one customer',
    [
      [1, 400, 1],
      [0, 600, 0],
    ],
    { share: 1, tgi: none(0, 30), interval: none(0, 30), p: 0.4, method: 'hypergeometric' },
    { df: 1 },
  ],
  [
    'a base of one other customer',
    [
      [1, 0, 0],
      [0, 1, 0],
    ],
    { share: 1, baseShare: 0, tgi: none(0, 30), p: 1 },
    { df: 1, value: 0, raw: 1 },
  ],
  [
    'a segment around the base',
    [
      [500, 400, 400],
      [500, 100, 100],
    ],
    { tgi: 62.5, direction: 'below' },
    { df: 1 },
  ],
])('%s has an answer', (_, counts, firstValue, difference) => {
  const [tag] = describePortrait([tagOf(counts)]);
  expect(tag?.values[0]).toMatchObject(firstValue);
  expect(tag?.difference).toMatchObject(difference);
});

test('no tags and a tag without values are answers too', () => {
  expect(describePortrait([])).toEqual([]);
  expect(describePortrait([tagOf([])])).toEqual([
    { tag: 'tag', known: { segment: 0, base: 0 }, ceiling: null, difference: none(0, 1), values: [] },
  ]);
});

test.each<[string, Counts]>([
  ['a negative count', [3, 5, -1]],
  ['more in both than in the segment', [3, 5, 4]],
  ['more in both than in the base', [5, 3, 4]],
  ['half a customer', [2.5, 5, 1]],
  ['not a number', [Number.NaN, 5, 1]],
])('%s is refused, naming the tag', (_, counts) => {
  expect(() => describePortrait([tagOf([counts])])).toThrow('invalid counts of tag tag');
});

test.each<[number, number, number | null]>([
  [100, 1000, null],
  [101, 1000, 100_000 / 101],
  [1000, 1000, 100],
])('a segment of %i in a base of %i has the ceiling %s', (n, baseN, ceiling) => {
  expect(describePortrait([tagOf([[n, baseN, n]])])[0]?.ceiling).toBe(ceiling);
});

const scale = fc.constantFrom(3, 60, 5000, 4_000_000);
const valueCounts = scale.chain((most) =>
  fc
    .tuple(fc.nat(most), fc.nat(most), fc.nat(most))
    .map(([both, segmentOnly, baseOnly]): Counts => [both + segmentOnly, both + baseOnly, both]),
);
const insideCounts = scale.chain((most) => fc.tuple(fc.nat(most), fc.nat(most)).map(([n, rest]): Counts => [n, n + rest, n]));
const anyTag = fc.array(fc.oneof(valueCounts, insideCounts, fc.constant<Counts>([0, 0, 0])), { maxLength: 6 }).map(tagOf);
const nestedTag = fc.array(insideCounts, { minLength: 1, maxLength: 6 }).map(tagOf);

test('any counts give numbers, never NaN or infinity', () => {
  fc.assert(
    fc.property(fc.array(anyTag, { maxLength: 4 }), fc.constantFrom(0, 30), (tags, minimum) => {
      const described = describePortrait(tags, minimum);
      expect(JSON.parse(JSON.stringify(described))).toEqual(described);
      for (const { p, pAdjusted } of described.flatMap(({ values }) => values)) {
        if (typeof p !== 'number' || typeof pAdjusted !== 'number') continue;
        expect(p >= 0 && p <= pAdjusted && pAdjusted <= 1, `${p} ${pAdjusted}`).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test('the TGI is inside its interval, and the interval inside 0 to the ceiling, when neither side is without the value', () => {
  fc.assert(
    fc.property(nestedTag, (tag) => {
      const [{ values, known } = { values: [], known: { segment: 0, base: 0 } }] = describePortrait([tag]);
      for (const { n, baseN, tgi, interval } of values) {
        if (typeof tgi !== 'number' || 'state' in interval) continue;
        expect(interval[0]).toBeGreaterThan(0);
        expect(interval[1]).toBeLessThanOrEqual(((100 * known.base) / known.segment) * (1 + 1e-12));
        if (n > 0 && baseN > n) expect(interval[0] <= tgi * (1 + 1e-12) && tgi <= interval[1] * (1 + 1e-12)).toBe(true);
      }
    }),
  );
});

test('the order of tags and values changes no number', () => {
  const shuffledPair = fc
    .array(fc.array(valueCounts, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 })
    .map((tags) => tags.map((counts, index) => ({ ...tagOf(counts), tag: `t${index}` })));
  fc.assert(
    fc.property(shuffledPair, (tags) => {
      const reversed = tags.toReversed().map((tag) => ({ ...tag, values: tag.values.toReversed() }));
      const rounded = (tag: (typeof tags)[number][]) =>
        describePortrait(tag)
          .flatMap(({ tag: id, values }) => values.map((value) => JSON.stringify([id, value], round)))
          .sort();
      expect(rounded(reversed)).toEqual(rounded(tags));
    }),
  );
});

test('the rest differs from the segment as the segment from the rest, with the opposite sign', () => {
  fc.assert(
    fc.property(nestedTag, (tag) => {
      const [segment] = describePortrait([tag]);
      const [rest] = describePortrait([{ ...tag, values: tag.values.map(swapped) }]);
      expect(JSON.stringify(rest?.difference, round)).toBe(JSON.stringify(segment?.difference, round));
      segment?.values.forEach(({ z, p }, index) => {
        const other = rest?.values[index];
        if (typeof z !== 'number' || typeof p !== 'number') expect([other?.z, other?.p]).toEqual([z, p]);
        else expect([other?.z, other?.p].map((value) => round('', value))).toEqual([-z || 0, p].map((value) => round('', value)));
      });
    }),
  );
});

test('of two values, one is over what the other is under', () => {
  fc.assert(
    fc.property(fc.tuple(valueCounts, valueCounts), (counts) => {
      const [first, second] = describePortrait([tagOf(counts)])[0]?.values ?? [];
      if (typeof first?.z !== 'number' || typeof second?.z !== 'number') return;
      expect(first.z + second.z).toBeCloseTo(0, 6);
      expect(second.method).toBe(first.method);
      expect(round('', second.p)).toBe(round('', first.p));
    }),
  );
});

function swapped({ value, n, baseN }: ValueCounts<string>): ValueCounts<string> {
  return { value, n: baseN - n, baseN, bothN: baseN - n };
}

function round(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value;
}
