import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortraitGroup, PortraitValue } from '../../../shared/model/answers';
import { expectNear, expectNearP } from '../../shared/stats/reference';
import { type ReferenceRule, translateRule, UNKNOWN_WORDS } from '../../support/bankRules';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const SHARED_DATA = join(import.meta.dirname, '../../../../shared/data');
const BANK_FILE = join(SHARED_DATA, 'bank/bank-full.csv');

interface SegmentsGolden {
  rules: { id: string; view: 'raw' | 'nulls'; rule: ReferenceRule; count_bool: number }[];
}

interface Level {
  base_count: number;
  segment_count: number;
  base_share: number;
  segment_share: number;
  tgi: number;
  z_vs_rest: number;
  p_vs_rest: number;
  p_bh: number;
  p_holm: number;
}

interface Attribute {
  levels: Record<string, Level>;
  chisq: number;
  df: number;
  p: number;
  cramers_v: number;
  cramers_v_bias_corrected: number;
  min_expected: number;
  g_test: number;
  g_test_p: number;
}

type Group = Record<'mean' | 'sd' | 'min' | 'max' | 'q05' | 'q25' | 'q50' | 'q75' | 'q95', number>;

interface Numbers {
  n_used: number;
  segment: Group;
  base: Group;
  index_mean: number;
  welch_vs_rest: { t: number; df: number; p: number };
  cohen_d_vs_rest: number;
}

interface PortraitGolden {
  portraits: Record<
    string,
    {
      segment: string;
      segment_n: number;
      base_n: number;
      attributes: Record<string, Attribute>;
      numeric: Record<string, Numbers>;
    }
  >;
}

const segments: SegmentsGolden = golden('segments_bank_full.json');
const portraits: PortraitGolden = golden('portrait_bank_full.json');

function golden<T>(name: string): T {
  return JSON.parse(readFileSync(join(SHARED_DATA, 'goldens', name), 'utf8')) as T;
}

describeEngines('bank-full', (engine) => {
  const kernels: Partial<Record<'raw' | 'nulls', TestKernel>> = {};

  beforeAll(async () => {
    for (const view of ['raw', 'nulls'] as const) {
      const kernel = startKernel(engine);
      kernels[view] = kernel;
      await kernel.call('workspace.create', { file: null });
      const options = view === 'nulls' ? { nulls: UNKNOWN_WORDS } : {};
      const receipt = await kernel.call('imports.run', { file: kernel.grant(BANK_FILE), table: 'bank', options });
      expect(receipt).toMatchObject({ rows: 45_211, rejected: 0, delimiter: ';', quote: '"', header: true });
      const applied = await kernel.call('entities.apply', { map: { customers: { table: 'bank', key: { line: true } } } });
      expect(applied.customers).toBe(45_211);
    }
  }, 120_000);

  afterAll(async () => {
    for (const kernel of Object.values(kernels)) await kernel.kernel.close();
  });

  it.each(segments.rules)('counts reference rule $id', async ({ view, rule, count_bool }) => {
    const answer = await kernels[view]?.call('rules.count', { rule: translateRule(rule) });
    expect(answer?.count).toBe(count_bool);
    expect(answer?.blocks[0]).toMatchObject({ path: '', alone: count_bool });
    expect(answer?.base).toBe(45_211);
  });

  it.each(segments.rules)(
    'finds as many by the SQL of reference rule $id on the SQL page, which is read back as it was',
    async ({ view, rule, count_bool }) => {
      const { sql = '' } = (await kernels[view]?.call('rules.sql', { rule: translateRule(rule) })) ?? {};
      const { rows, columns } = (await kernels[view]?.call('queries.run', { sql })) ?? {};
      expect({ rows, columns: columns?.length }).toEqual({ rows: count_bool, columns: 1 });
      expect(await kernels[view]?.call('rules.read', { sql })).toEqual({ rule: translateRule(rule) });
    },
  );

  describe.each(Object.entries(portraits.portraits))('portrait %s', (_, { segment, segment_n, attributes, numeric }) => {
    const predicate = segment.replace(/([a-z]+) (=|<|>|>=|<=|<>)/g, '"$1" $2');
    const answerOn = async (tags: string[]) => {
      const spec = { segment: { kind: 'sql' as const, predicate }, tags };
      const answer = await kernels.raw?.call('portraits.compute', { spec });
      expect(answer?.segments[0]?.n).toBe(segment_n);
      expect(answer?.restsOn.base).toEqual({ name: 'all', n: 45_211 });
      expect(answer?.tags.map(({ tag }) => tag).sort()).toEqual([...tags].sort());
      return answer?.tags ?? [];
    };

    it('has the reference levels, tests and associations', async () => {
      for (const { tag, values, difference } of await answerOn(Object.keys(attributes))) {
        const reference = attributes[tag];
        const levels = reference?.levels ?? {};
        expect(values.map(({ value }) => value).sort()).toEqual(Object.keys(levels).sort());
        for (const value of values) expectLevel(value, levels[String(value.value)], `${tag} ${value.value}`);
        if (!('measure' in difference) || difference.measure !== 'cramersV') throw new Error(`no association of ${tag}`);
        expectNear(difference.chiSquare, reference?.chisq, 1e-9, tag);
        expect(difference.df).toBe(reference?.df);
        expectNearP(difference.p, reference?.p ?? Number.NaN, tag);
        expectNear(difference.raw, reference?.cramers_v, 1e-9, tag);
        expectNear(difference.value, reference?.cramers_v_bias_corrected, 1e-9, tag);
        expectNear(difference.minimumExpected, reference?.min_expected, 1e-9, tag);
        expectNear(difference.g, reference?.g_test, 1e-9, tag);
        expectNearP(difference.gP, reference?.g_test_p ?? Number.NaN, tag);
      }
    });

    // Where an expected cell is under 5 the product tests exactly, and the reference does not.
    const isSmall = Object.values(attributes).some(({ min_expected }) => min_expected < 5);
    it.skipIf(isSmall)('adjusts the p-values of its levels as the reference does', async () => {
      const values = (await answerOn(Object.keys(attributes))).flatMap(({ tag, values }) =>
        values.map((value) => ({ tag, value, level: attributes[tag]?.levels[String(value.value)] })),
      );
      for (const { tag, value, level } of values) {
        expectNearP(value.pAdjusted, level?.p_bh ?? Number.NaN, `${tag} ${value.value}`);
        expectNearP(value.pHolm, level?.p_holm ?? Number.NaN, `${tag} ${value.value}`);
      }
    });

    it('has the reference means, quantiles, Welch tests and effects', async () => {
      for (const { tag, known, number, difference } of await answerOn(Object.keys(numeric))) {
        const reference = numeric[tag];
        expect(known.base).toBe(reference?.n_used);
        for (const group of ['segment', 'base'] as const) expectGroup(number?.[group], reference?.[group], `${tag} ${group}`);
        expectNear(number?.index, reference?.index_mean, 1e-9, tag);
        if (!number || 'state' in number.welch || 'state' in number.effect) throw new Error(`no test of ${tag}`);
        expectNear(number.welch.t, reference?.welch_vs_rest.t, 1e-9, tag);
        expectNear(number.welch.df, reference?.welch_vs_rest.df, 1e-9, tag);
        expectNearP(number.welch.p, reference?.welch_vs_rest.p ?? Number.NaN, tag);
        expectNear(number.effect.d, reference?.cohen_d_vs_rest, 1e-9, tag);
        expect(difference).toMatchObject({ measure: 'smd', value: number.effect.d, p: number.welch.p });
      }
    });
  });
});

function expectLevel(value: PortraitValue, level: Level | undefined, what: string): void {
  expect(value).toMatchObject({ n: level?.segment_count, baseN: level?.base_count });
  expectNear(value.share, level?.segment_share, 1e-9, what);
  expectNear(value.baseShare, level?.base_share, 1e-9, what);
  if (typeof value.tgi === 'number') expectNear(value.tgi, level?.tgi, 1e-9, what);
  expectNear(value.z, level?.z_vs_rest, 1e-9, what);
}

const QUANTILES = { min: 0, q05: 5, q25: 25, q50: 50, q75: 75, q95: 95, max: 100 } as const;

function expectGroup(group: PortraitGroup | undefined, reference: Group | undefined, what: string): void {
  expectNear(group?.mean, reference?.mean, 1e-9, what);
  expectNear(group?.sd, reference?.sd, 1e-9, what);
  const valueAt = new Map(group?.quantiles);
  for (const [name, percent] of Object.entries(QUANTILES) as [keyof typeof QUANTILES, number][]) {
    expectNear(valueAt.get(percent), reference?.[name], 1e-9, `${what} ${name}`);
  }
}
