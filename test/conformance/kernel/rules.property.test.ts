import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rule, TagCondition } from '../../../shared/model/rule';
import { OPERATORS_BY_TYPE, type TagType } from '../../../shared/model/tag';
import { compileRule } from '../../../shared/sql/compileRule';
import { countMatchingSql } from '../../../shared/sql/tagsSql';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const ROWS = 1003;
const TREES = 2000;
const CITIES = ['杭州', '上海', "O'Brien", 'a"b', '😀', 'x y', '\u{20000}', ''];
const TYPES: Readonly<Record<string, TagType>> = {
  row: 'number',
  city: 'category',
  'a "b"': 'number',
  balance: 'number',
  opened: 'date',
  active: 'boolean',
};

/** Rows with every kind of value and unknowns among them; the same at every run. */
function csv(): string {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const pick = (n: number) => (index * 7919 + n * 104_729) % 9973;
    const city = pick(1) % 9 === 0 ? '' : `"${(CITIES[pick(2) % 7] ?? '').replaceAll('"', '""')}"`;
    const number = pick(3) % 6 === 0 ? '' : String((pick(4) % 40) - 20);
    const balance = pick(5) % 5 === 0 ? '' : String((pick(6) % 1000) / 8);
    const day = pick(7) % 4 === 0 ? '' : `2026-0${1 + (pick(8) % 6)}-${String(1 + (pick(9) % 28)).padStart(2, '0')}`;
    const active = pick(10) % 7 === 0 ? '' : String(pick(11) % 2 === 0);
    return [index, city, number, balance, day, active].join(',');
  });
  return ['row,city,"a ""b""",balance,opened,active', ...lines].join('\n');
}

const value: Readonly<Record<TagType, fc.Arbitrary<string | number | boolean>>> = {
  category: fc.constantFrom(...CITIES, '杭', 'nowhere'),
  number: fc.oneof(fc.integer({ min: -25, max: 130 }), fc.constantFrom(0.5, 12.125, -0, 1e300)),
  date: fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`),
  boolean: fc.boolean(),
};

function conditionOf(tag: string, type: TagType): fc.Arbitrary<TagCondition> {
  return fc.constantFrom(...OPERATORS_BY_TYPE[type]).chain((op) => {
    const make = (values: fc.Arbitrary<TagCondition['values']>) =>
      values.map((list) => ({ kind: 'tag' as const, tag, op, values: list }));
    if (op === 'isNull' || op === 'isNotNull') return make(fc.constant([]));
    if (op === 'inLast' || op === 'notInLast')
      return make(
        fc.record({ n: fc.integer({ min: 1, max: 6 }), unit: fc.constantFrom('day', 'week', 'month') }).map((span) => [span]),
      );
    if (op === 'in' || op === 'notIn') return make(fc.array(value[type], { maxLength: 6 }));
    const length = op === 'between' ? 2 : 1;
    return make(fc.array(value[type], { minLength: length, maxLength: length }));
  });
}

const leaf: fc.Arbitrary<Rule> = fc.oneof(
  ...Object.entries(TYPES).map(([tag, type]) => conditionOf(tag, type)),
  fc
    .constantFrom('"a ""b""" > 3', 'city IS NULL OR balance < 50', "lower(city) LIKE '%b%'")
    .map((predicate) => ({ kind: 'sql' as const, predicate })),
);

const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
      rules: fc.array(tie('rule'), { maxLength: 4 }),
    }),
  ),
}));

describeEngines('rules as bitsets and as SQL', (engine) => {
  let test: TestKernel;
  const asOf = '2026-06-30';

  beforeAll(async () => {
    const path = join(engine.folder, 'random.csv');
    writeFileSync(path, csv());
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    const types = {
      row: 'integer',
      'a "b"': 'integer',
      balance: 'number',
      opened: 'date',
      active: 'boolean',
      city: 'text',
    } as const;
    await test.call('imports.run', {
      file: test.grant(path),
      table: 'random',
      options: { types, header: true, delimiter: ',', quote: '"' },
    });
    await test.call('entities.apply', { map: { customers: { table: 'random', key: 'row' }, asOf } });
  }, 60_000);

  afterAll(() => test.kernel.close());

  it('find the same number of customers in thousands of random trees', async () => {
    const typeOf = (tag: string) => TYPES[tag] ?? 'category';
    await fc.assert(
      fc.asyncProperty(rule, async (tree) => {
        const { count, blocks } = await test.call('rules.count', { rule: tree });
        const { sql, params } = countMatchingSql(compileRule(tree, { typeOf, asOf }));
        expect(count).toBe(await test.countBySql(sql, params));
        expect(blocks[0]?.alone).toBe(count);
      }),
      { numRuns: TREES, seed: 20_261_123 },
    );
  }, 300_000);
});
