import { beforeAll, describe, expect, test } from 'vitest';
import { benjaminiHochberg, holm } from '#shared/stats/adjust';
import { chiSquareSf, statsReady } from '#shared/stats/distributions';
import type { Group } from '#shared/stats/groups';
import { describePortrait, type TagStatistics, type ValueStatistics } from '#shared/stats/portrait';
import { type GoldenAttribute, type GoldenLevel, type GoldenPortrait, goldenPortraits, tagCounts } from './bankCounts';
import { expectNear, expectNearP, referenceRows } from './reference';

beforeAll(statsReady);

const exactRows = referenceRows<{ first: Group; second: Group; p: number }>('hypergeometric.json');

describe.each(goldenPortraits())('%s of the bank', (name, golden) => {
  const small = name === 'rare_students_with_default';

  test('has the reference shares, TGI and z of every level', () => {
    const compared = eachLevel(describePortrait(tagCounts(golden, 'all'), 0), golden, (value, level, what) => {
      expectNear(value.share, level.segment_share, 1e-9, what);
      expectNear(value.baseShare, level.base_share, 1e-9, what);
      expectNear(value.tgi, level.tgi, 1e-9, what);
      expectNear(value.z, level.z_vs_rest, 1e-9, what);
    });
    expect(compared).toBe(levelsOf(golden).length);
  });

  test('has the reference p of every level, or the exact one where an expected cell is under 5', () => {
    eachLevel(describePortrait(tagCounts(golden, 'all')), golden, (value, level, what) => {
      expect(value.method, what).toBe(minimumExpected(level, golden) < 5 ? 'hypergeometric' : 'pooledZ');
      expectNearP(value.p, value.method === 'pooledZ' ? level.p_vs_rest : exactP(level, golden), what);
    });
  });

  test('has the reference p adjusted over all its levels', () => {
    const exact = benjaminiHochberg(levelsOf(golden).map((level) => (small ? exactP(level, golden) : level.p_vs_rest)));
    const expected = new Map(levelsOf(golden).map((level, index) => [level, small ? exact[index] : level.p_bh]));
    eachLevel(describePortrait(tagCounts(golden, 'all')), golden, (value, level, what) => {
      expectNearP(value.pAdjusted, expected.get(level) ?? Number.NaN, what);
    });
  });

  test('adjusts the reference p-values to the reference adjusted ones', () => {
    const levels = levelsOf(golden);
    benjaminiHochberg(levels.map(({ p_vs_rest }) => p_vs_rest)).forEach((p, index) => {
      expectNearP(p, levels[index]?.p_bh ?? Number.NaN);
    });
  });

  test('adjusts the reference p-values to those of Holm', () => {
    const levels = levelsOf(golden);
    holm(levels.map(({ p_vs_rest }) => p_vs_rest)).forEach((p, index) => {
      expectNearP(p, levels[index]?.p_holm ?? Number.NaN);
    });
  });

  test('has the reference association of every attribute', () => {
    for (const { tag, difference } of describePortrait(tagCounts(golden, 'all'))) {
      const reference = attributeOf(golden, tag);
      if (!('measure' in difference) || difference.measure !== 'cramersV') throw new Error(`${tag} has no difference`);
      expectNear(difference.chiSquare, reference.chisq, 1e-9, tag);
      expect(difference.df).toBe(reference.df);
      expectNearP(difference.p, reference.p, tag);
      expectNear(difference.raw, reference.cramers_v, 1e-9, tag);
      expectNear(difference.value, reference.cramers_v_bias_corrected, 1e-9, tag);
      expectNear(difference.minimumExpected, reference.min_expected, 1e-9, tag);
    }
  });

  test('has the reference likelihood ratio of every attribute', () => {
    for (const { tag, difference } of describePortrait(tagCounts(golden, 'all'))) {
      const { g_test, g_test_p } = attributeOf(golden, tag);
      if (!('measure' in difference) || difference.measure !== 'cramersV') throw new Error(`${tag} has no difference`);
      expectNear(difference.g, g_test, 1e-9, tag);
      expectNearP(difference.gP, g_test_p, tag);
    }
  });

  test('reads the p of a likelihood ratio off the same distribution as the reference', () => {
    for (const [tag, { g_test, g_test_p, df }] of Object.entries(golden.attributes))
      expectNearP(chiSquareSf(g_test, df), g_test_p, tag);
  });

  test('withholds a TGI exactly where fewer than 30 customers are expected', () => {
    eachLevel(describePortrait(tagCounts(golden, 'all')), golden, (value, level, what) => {
      const expected = golden.segment_n * level.base_share;
      if (expected >= 30) return expectNear(value.tgi, level.tgi, 1e-9, what);
      const withheld = { state: 'insufficient', found: Math.floor(expected), needed: 30 };
      expect(value, what).toMatchObject({ tgi: withheld, interval: withheld, direction: 'neutral' });
    });
  });

  test('has the same tests against the rest as against all, and the TGI of the rest', () => {
    eachLevel(describePortrait(tagCounts(golden, 'rest'), 0), golden, (value, level, what) => {
      expectNear(value.baseShare, level.rest_share, 1e-9, what);
      expectNear(value.tgi, (100 * level.segment_share) / level.rest_share, 1e-9, what);
      expectNear(value.z, level.z_vs_rest, 1e-9, what);
    });
  });

  test('is ranked by difference', () => {
    const values = describePortrait(tagCounts(golden, 'all')).map(({ difference }) =>
      'state' in difference ? -1 : difference.value,
    );
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(values.length).toBe(Object.keys(golden.attributes).length);
  });
});

test('finds what defines a segment and flags it with its direction', () => {
  const golden = goldenPortraits().find(([name]) => name === 'young_tertiary')?.[1];
  if (golden === undefined) throw new Error('no portrait young_tertiary');
  const [first] = describePortrait(tagCounts(golden, 'all'));
  expect(first?.tag).toBe('education');
  expect(first?.ceiling).toBeCloseTo((100 * 45211) / 5163, 9);
  const directions = first?.values.map(({ value, direction }) => [value, direction]);
  expect(Object.fromEntries(directions ?? [])).toEqual({
    primary: 'below',
    secondary: 'below',
    tertiary: 'above',
    unknown: 'below',
  });
});

function eachLevel(
  described: readonly TagStatistics<string>[],
  golden: GoldenPortrait,
  check: (value: ValueStatistics<string>, level: GoldenLevel, what: string) => void,
): number {
  for (const { tag, values } of described) {
    const { levels } = attributeOf(golden, tag);
    for (const value of values) {
      const level = levels[value.value];
      if (level === undefined) throw new Error(`no level ${value.value} of ${tag}`);
      check(value, level, `${tag} ${value.value}`);
    }
  }
  return described.reduce((count, { values }) => count + values.length, 0);
}

function attributeOf(golden: GoldenPortrait, tag: string): GoldenAttribute {
  const attribute = golden.attributes[tag];
  if (attribute === undefined) throw new Error(`no attribute ${tag}`);
  return attribute;
}

function levelsOf(golden: GoldenPortrait): GoldenLevel[] {
  return Object.values(golden.attributes).flatMap(({ levels }) => Object.values(levels));
}

function minimumExpected({ base_count }: GoldenLevel, { base_n, segment_n }: GoldenPortrait): number {
  return (Math.min(segment_n, base_n - segment_n) * Math.min(base_count, base_n - base_count)) / base_n;
}

function exactP({ segment_count, rest_count }: GoldenLevel, { segment_n }: GoldenPortrait): number {
  const row = exactRows.find(
    ({ first, second }) => first.n === segment_count && first.known === segment_n && second.n === rest_count,
  );
  if (row === undefined) throw new Error(`no exact reference for ${segment_count} of ${segment_n}`);
  return row.p;
}
