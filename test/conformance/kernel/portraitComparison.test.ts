import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PortraitComparison, PortraitTag } from '../../../shared/model/answers';
import type { Rule } from '../../../shared/model/rule';
import { benjaminiHochberg } from '../../../shared/stats/adjust';
import { describeEngines } from '../../support/engines';
import { openPeople, type TagKernel } from '../../support/tagKernel';

const CUSTOMERS = 6000;
const JOBS = ['worker', 'clerk', 'farmer', 'doctor'];

/** Ages and balances without a value now and then; clerks have more. */
function people(): string {
  let state = 4711;
  const dice = (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
  const lines = Array.from({ length: CUSTOMERS }, (_, row) => {
    const job = JOBS[dice(4)];
    const age = dice(15) === 0 ? '' : 18 + dice(job === 'farmer' ? 60 : 40);
    const balance = dice(10) === 0 ? '' : dice(1000) + (job === 'clerk' ? 500 : 0) + 0.5;
    return `C${row},${age},${dice(20) === 0 ? '' : job},${dice(3) === 0},${balance},city${dice(5)}`;
  });
  return ['id,age,job,online,balance,city', ...lines].join('\n');
}

const SEGMENTS: Readonly<Record<string, Rule>> = {
  clerks: { kind: 'sql', predicate: `"job" = 'clerk'` },
  young: { kind: 'sql', predicate: '"age" < 35' },
  online: { kind: 'sql', predicate: '"online"' },
};
const PREDICATES = { clerks: `job = 'clerk'`, young: 'age < 35', online: 'online' } as const;
const IDS = ['clerks', 'young', 'online'] as const;

describeEngines('several segments', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = await openPeople(engine, people());
    for (const [id, who] of Object.entries(SEGMENTS)) {
      await test.call('segments.save', { segment: { id, name: id, description: '', who } });
    }
    await test.call('segments.save', {
      segment: { id: 'nobody', name: 'nobody', description: '', who: { kind: 'tag', tag: 'age', op: 'gt', values: [200] } },
    });
  });

  afterAll(() => test.kernel.close());

  const compare = (more: object = {}) => test.call('portraits.compare', { spec: { segments: [...IDS], ...more } });
  const portraitOf = (spec: object) => test.call('portraits.compute', { spec: spec as never });

  const expectSameNumbers = (tags: readonly PortraitTag[] | undefined, single: readonly PortraitTag[]) => {
    expect(byTag(tags ?? [])).toEqual(byTag(single));
  };

  it.each([
    ['all customers', 'all'],
    ['another segment', { segment: 'online' }],
  ] as const)('are each what a portrait of its own says, against %s', async (_, base) => {
    const answer = await compare({ base, segments: ['clerks', 'young'] });
    for (const [place, segment] of ['clerks', 'young'].entries()) {
      const single = await portraitOf({ segment, base });
      expect(answer.segments[place]).toEqual({ ...single.segments[0], ceiling: single.ceiling });
      expectSameNumbers(answer.portraits[place], single.tags);
    }
  });

  it('are held against each other as one with the other for its base', async () => {
    const { pairs, portraits } = await compare();
    expect(pairs.map(({ first, second }) => [first, second])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    for (const { first, second, tags } of pairs) {
      const single = await portraitOf({ segment: IDS[first], base: { segment: IDS[second] } });
      expectSameNumbers(tags, single.tags);
      expect(tags.map(({ tag }) => tag)).toEqual(portraits[0]?.map(({ tag }) => tag));
    }
  });

  it('share the customers that the database finds in both', async () => {
    const counts = IDS.flatMap((a) => IDS.map((b) => `count(*) FILTER (${PREDICATES[a]} AND ${PREDICATES[b]})`));
    const [row] = await test.textCells(`FROM (SELECT ${counts.join(', ')} FROM tags.customers)`);
    expect((await compare()).both.flat().map(String)).toEqual(row);
  });

  it('against the rest are against those in none of them', async () => {
    const answer = await compare({ base: 'rest', tags: ['city'] });
    const none = IDS.map((id) => `NOT coalesce(${PREDICATES[id]}, false)`).join(' AND ');
    const rows = await test.textCells(
      `FROM (SELECT city, count(*) FROM tags.customers WHERE ${none} GROUP BY ALL ORDER BY city)`,
    );
    for (const [tag] of answer.portraits) {
      expect(tag?.values.map(({ value, baseN }) => [value, String(baseN)]).sort()).toEqual(rows);
    }
  });

  it('adjust the values of all the segments together, and those of all the pairs', async () => {
    const { portraits, pairs } = await compare();
    for (const family of [portraits.flat(), pairs.flatMap(({ tags }) => tags)]) {
      const tested = family.flatMap(({ values }) => values).filter(({ p }) => typeof p === 'number');
      expect(tested.map(({ pAdjusted }) => pAdjusted)).toEqual(benjaminiHochberg(tested.map(({ p }) => p as number)));
    }
  });

  it('put the tag first that tells any two most apart', async () => {
    const { portraits, pairs } = await compare({ tags: ['city', 'online', 'job', 'age', 'balance'] });
    const order = portraits[0]?.map(({ tag }) => tag) ?? [];
    const strongest = order.map((tag) =>
      Math.max(...pairs.map(({ tags }) => strengthOf(tags.find((found) => found.tag === tag)))),
    );
    expect([...strongest].sort((a, b) => b - a)).toEqual(strongest);
    expect(order.at(-1)).toBe('city');
  });

  it('may be empty, and may be one in the other', async () => {
    const { segments, both, portraits, pairs } = await compare({ segments: ['clerks', 'nobody'] });
    expect(segments.map(({ n }) => n > 0)).toEqual([true, false]);
    expect(both[1]).toEqual([0, 0]);
    expect(portraits[1]?.every(({ difference }) => 'state' in difference)).toBe(true);
    expect(pairs[0]?.tags.every(({ difference }) => 'state' in difference)).toBe(true);
  });

  it('are named once each, and exist', async () => {
    expect(await test.failure('portraits.compare', { spec: { segments: ['young', 'young'] } })).toMatchObject({
      code: 'INVALID_REQUEST',
      message: '"young" is to be compared with itself; name each segment once.',
    });
    expect(await test.failure('portraits.compare', { spec: { segments: ['young', 'nowhere'] } })).toMatchObject({
      code: 'UNKNOWN_SEGMENT',
    });
  });
});

type Numbers = Record<string, unknown>;

/** By tag what does not depend on what else is shown: everything but order and adjusted p-values. */
function byTag(tags: readonly PortraitTag[]): Numbers {
  return Object.fromEntries(
    tags.map(({ tag, difference, values, ...rest }) => [
      tag,
      { ...rest, difference: unadjusted(difference), values: values.map((value) => unadjusted(value)) },
    ]),
  );
}

function unadjusted(numbers: object): Numbers {
  return Object.fromEntries(Object.entries(numbers).filter(([name]) => !['pAdjusted', 'pHolm', 'direction'].includes(name)));
}

function strengthOf(tag: PortraitComparison['portraits'][number][number] | undefined): number {
  return tag && 'strength' in tag.difference ? tag.difference.strength : -1;
}
