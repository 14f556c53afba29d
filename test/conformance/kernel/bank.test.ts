import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
}

interface PortraitGolden {
  portraits: Record<
    string,
    {
      segment: string;
      segment_n: number;
      base_n: number;
      attributes: Record<string, { levels: Record<string, Level>; cramers_v_bias_corrected: number }>;
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

  it.each(Object.entries(portraits.portraits))(
    'describes %s as the reference does',
    async (_, { segment, segment_n, attributes }) => {
      const predicate = segment.replace(/([a-z]+) (=|<|>|>=|<=|<>)/g, '"$1" $2');
      const spec = { segment: { kind: 'sql' as const, predicate }, tags: Object.keys(attributes) };
      const answer = await kernels.raw?.call('portraits.compute', { spec });
      expect(answer?.segments[0]?.n).toBe(segment_n);
      expect(answer?.restsOn.base).toEqual({ name: 'all', n: 45_211 });
      expect(answer?.tags.map(({ tag }) => tag).sort()).toEqual(Object.keys(attributes).sort());
      for (const tag of answer?.tags ?? []) {
        const levels = attributes[tag.tag]?.levels ?? {};
        expect(tag.values.map(({ value }) => value).sort()).toEqual(Object.keys(levels).sort());
        for (const value of tag.values) {
          const level = levels[String(value.value)];
          expect(value).toMatchObject({ n: level?.segment_count, baseN: level?.base_count });
          expect(value.share).toBeCloseTo(level?.segment_share ?? Number.NaN, 9);
          if (typeof value.tgi === 'number') expect(value.tgi / (level?.tgi || 1)).toBeCloseTo(level?.tgi === 0 ? 0 : 1, 9);
        }
        if ('value' in tag.difference)
          expect(tag.difference.value).toBeCloseTo(attributes[tag.tag]?.cramers_v_bias_corrected ?? Number.NaN, 9);
      }
    },
  );
});
