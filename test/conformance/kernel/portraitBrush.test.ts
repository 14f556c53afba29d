import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Brush, BrushedTag } from '../../../shared/model/portraitBrush';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import { openPeople, type TagKernel } from '../../support/tagKernel';

const CUSTOMERS = 1500;
const JOBS = ['worker', 'clerk', 'farmer'];

/** Texts, yes or no, numbers and days, unknown now and then; more cities than a chart has bars. */
function people(): string {
  const lines = Array.from({ length: CUSTOMERS }, (_, row) => {
    const dice = (sides: number, salt: number) => (Math.imul(row + 1, 2_654_435_761 + salt * 40_503) >>> 7) % sides;
    const job = dice(7, 1) === 0 ? '' : JOBS[Math.min(dice(3, 2), dice(3, 3))];
    const age = dice(9, 4) === 0 ? '' : 18 + dice(50, 5);
    return `C${row},${age},${job},${dice(3, 6) === 0},city${dice(60, 7)},2024-0${1 + dice(9, 8)}-1${dice(9, 9)}`;
  });
  return ['id,age,job,online,city,joined', ...lines].join('\n');
}

const TAGS = ['job', 'age', 'online', 'joined', 'city'];
const OLDER: Rule = { kind: 'tag', tag: 'age', op: 'gte', values: [30] };

type Part = Partial<Pick<Brush, 'values' | 'ranges'>>;

const texts = (values: readonly (string | boolean | null)[]): fc.Arbitrary<Part> =>
  fc.record({ values: fc.subarray([...values]) });
const edges = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
const ranges = (value: fc.Arbitrary<number | string>): fc.Arbitrary<Part> =>
  fc.record({
    values: fc.subarray([null]),
    ranges: fc.array(fc.record({ from: edges(value), to: edges(value) }), { maxLength: 2 }),
  });

/** A brush of some of the tags, perhaps of nothing. */
const brushes = fc
  .record(
    {
      job: texts([...JOBS, 'nobody', null]),
      online: texts([true, false]),
      age: ranges(fc.integer({ min: 15, max: 70 })),
      joined: ranges(fc.constantFrom('2024-02-01', '2024-05-15', '2024-09-01')),
    },
    { requiredKeys: [] },
  )
  .map((parts) => Object.entries(parts).map(([tag, part]) => ({ tag, ...part })));

function sqlOf({ tag, values = [], ranges: runs = [] }: { tag: string } & Part): string {
  const parts = [
    ...values.map((value) => (value === null ? `"${tag}" IS NULL` : `coalesce("${tag}" = '${value}', false)`)),
    ...runs.map(({ from, to }) => {
      const ends = [from === null ? 'true' : `"${tag}" >= '${from}'`, to === null ? 'true' : `"${tag}" < '${to}'`];
      return `("${tag}" IS NOT NULL AND ${ends.join(' AND ')})`;
    }),
  ];
  return `(${parts.length === 0 ? 'false' : parts.join(' OR ')})`;
}

/** A bar's customers in SQL; `others` are all texts that have no bar. */
function levelSql(chart: BrushedTag, { value, from, to, others }: BrushedTag['levels'][number]): string {
  const { tag } = chart;
  if (others !== undefined) {
    const shown = chart.levels.flatMap((level) => (typeof level.value === 'string' ? [`'${level.value}'`] : []));
    return `("${tag}" NOT IN (${shown}))`;
  }
  if (from !== undefined && to !== undefined) return sqlOf({ tag, ranges: [{ from, to }] });
  return sqlOf({ tag, values: [value] });
}

describeEngines('linked charts', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = await openPeople(engine, people());
  });

  afterAll(() => test.kernel.close());

  const count = async (conditions: readonly string[]) =>
    (
      await test.textCells(
        `FROM (SELECT ${conditions.map((is) => `count(*) FILTER (WHERE ${is})`).join(', ')} FROM tags.customers)`,
      )
    )
      .flat()
      .map(Number);

  it('count each tag among whom the brushes of the others leave, as SQL does', async () => {
    const subjects: [Rule, string][] = [
      [{ kind: 'all', rules: [] }, 'true'],
      [OLDER, 'coalesce("age" >= 30, false)'],
      [{ kind: 'any', rules: [] }, 'false'],
    ];
    const cases = fc.record({
      subject: fc.constantFrom(...subjects),
      brushes,
      base: fc.constantFrom('all' as const, 'rest' as const),
      buckets: fc.constantFrom('readable' as const, 'quantiles' as const),
    });
    for (const { subject, ...more } of fc.sample(cases, { numRuns: 25, seed: 11 })) {
      const [segment, isMember] = subject;
      const answer = await test.call('portraits.brush', { spec: { segment, tags: TAGS, ...more } });
      const isBase = more.base === 'all' ? 'true' : `NOT (${isMember})`;
      const asked: string[] = [[isMember, ...more.brushes.map(sqlOf)].join(' AND '), isMember, isBase];
      for (const chart of answer.tags) {
        const others = more.brushes.filter(({ tag }) => tag !== chart.tag).map(sqlOf);
        for (const level of chart.levels) {
          const has = levelSql(chart, level);
          asked.push([isMember, has, ...others].join(' AND '), `${isBase} AND ${has}`);
        }
        asked.push([isMember, ...others].join(' AND '));
      }
      const ours = answer.tags.flatMap(({ n, levels }) => [...levels.flatMap((level) => [level.n, level.baseN]), n]);
      expect([answer.n, answer.segments[0].n, answer.base.n, ...ours], JSON.stringify(more)).toEqual(await count(asked));
    }
  });

  it('keep the bars whatever is brushed, unknown last', async () => {
    const names = ({ levels }: BrushedTag) => levels.map(({ value, from }) => from ?? value);
    const before = await test.call('portraits.brush', { spec: { segment: OLDER, tags: TAGS } });
    const brush = { tag: 'job', values: ['nobody'] };
    const after = await test.call('portraits.brush', { spec: { segment: OLDER, tags: TAGS, brushes: [brush] } });
    expect(after.n).toBe(0);
    expect(after.tags.map(names)).toEqual(before.tags.map(names));
    expect(after.tags.find(({ tag }) => tag === 'job')).toEqual(before.tags.find(({ tag }) => tag === 'job'));
    expect(before.tags[0]?.levels.map(({ value }) => value)).toEqual([...JOBS, null]);
    expect(before.tags.find(({ tag }) => tag === 'city')?.levels.at(-1)).toMatchObject({ others: 60 - 38 });
  });

  it('refuse tags that there are not, in charts and in brushes', async () => {
    const unknown = { code: 'UNKNOWN_TAG' };
    expect(await test.failure('portraits.brush', { spec: { segment: OLDER, tags: ['nobody'] } })).toMatchObject(unknown);
    const spec = { segment: OLDER, tags: ['job'], brushes: [{ tag: 'nobody', values: ['a'] }] };
    expect(await test.failure('portraits.brush', { spec })).toMatchObject(unknown);
  });
});
