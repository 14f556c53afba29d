import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BucketSource, TagSource } from '../../../shared/model/tagSource';
import { describeEngines } from '../../support/engines';
import { olderThan, startTagKernel, type TagKernel, tagOf } from '../../support/tagKernel';

/** Row 5 is unknown in everything but its key. */
const PEOPLE = `id,age,born,city,balance
C1,17,2009-01-01,杭州,100
C2,18,2007-12-31,杭州,200.5
C3,30,1996-05-05,宁波,300
C4,64,1962-02-02,温州,-1
C5,,,,
C6,90,1936-03-03,杭州,1000000
`;

const SCORES = `who,level,score,flag
C1,gold,0.25,x
C3,silver,0.5,x
C3,silver,0.5,y
C9,gold,0.9,x
,gold,0.1,x
C6,,0.75,x
`;

const EVENTS = `who,at,what,amount,shop
C1,2024-01-01 10:00:00,buy,10,a
C1,2024-01-05 10:00:00,buy,5,b
C1,2024-01-10 23:00:00,buy,2,b
C2,2024-01-09 00:00:00,buy,7,c
C2,2024-01-02 00:00:00,look,,
`;

const BUCKET: BucketSource = {
  kind: 'bucket',
  tag: 'age',
  edges: [18, 65],
  labels: ['minor', 'adult', 'senior'],
  method: 'typed',
};

describeEngines('kinds of tags', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('people', PEOPLE);
    await test.load('scores', SCORES);
    await test.load('events', EVENTS);
    const events = [{ table: 'events', customer: 'who', time: 'at', name: { column: 'what' }, props: ['amount', 'shop'] }];
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events } });
  });

  afterAll(() => test.kernel.close());

  it('cuts numbers into ranges whose lower ends are in', async () => {
    await test.save('stage of life', BUCKET);
    expect(await test.values('stage of life')).toEqual(['minor', 'adult', 'adult', 'adult', null, 'senior']);
    const list = await test.call('tags.list', {});
    expect(list.find(({ id }) => id === 'stage of life')).toMatchObject({
      type: 'category',
      coverage: 5 / 6,
      distinct: 3,
      version: 1,
      state: 'fresh',
      tables: ['people'],
    });
  });

  it('previews a number that is the same for everybody', async () => {
    const definition = tagOf('nought', { kind: 'expression', sql: 'age * 0' });
    const histogram = [{ from: 0, to: 0, n: 5 }];
    expect(await test.call('tags.preview', { definition })).toMatchObject({ known: 5, distinct: 1, histogram });
  });

  it('cuts days as well', async () => {
    const edges = ['1960-01-01', '2008-01-01'];
    await test.save('generation', { kind: 'bucket', tag: 'born', edges, labels: ['old', 'middle', 'young'], method: 'typed' });
    expect(await test.values('generation')).toEqual(['young', 'middle', 'middle', 'middle', null, 'old']);
  });

  it('computes expressions of every type over columns and tags', async () => {
    await test.save('thousands', { kind: 'expression', sql: 'round(balance / 1000, 1)' });
    await test.save('grown', { kind: 'expression', sql: '"stage of life" <> \'minor\'' });
    await test.save('come of age', { kind: 'expression', sql: 'CAST(date_add(born, INTERVAL 18 YEAR) AS DATE)' });
    await test.save('place', { kind: 'expression', sql: "city || '市'" });
    expect(await test.values('thousands')).toEqual(
      ['0.1', '0.2', '0.3', '0.0', null, '1000.0'].map((n) => (n === '0.0' ? '-0.0' : n)),
    );
    expect(await test.values('grown')).toEqual(['false', 'true', 'true', 'true', null, 'true']);
    expect(await test.values('come of age')).toEqual([
      '2027-01-01',
      '2025-12-31',
      '2014-05-05',
      '1980-02-02',
      null,
      '1954-03-03',
    ]);
    expect(await test.values('place')).toEqual(['杭州市', '杭州市', '宁波市', '温州市', null, '杭州市']);
    const types = (await test.call('tags.list', {})).slice(-4).map(({ type }) => type);
    expect(types).toEqual(['number', 'boolean', 'date', 'category']);
  });

  it('knows no number that is none', async () => {
    await test.save('root', { kind: 'expression', sql: 'balance / (age - 18)' });
    expect((await test.values('root'))[1]).toBeNull();
  });

  it('takes the first case that fits, and says who fits several', async () => {
    const source: TagSource = {
      kind: 'cases',
      cases: [
        { rule: olderThan(60), value: 'senior' },
        { rule: olderThan(18), value: 'adult' },
      ],
      otherwise: 'other',
    };
    await test.save('case', source);
    expect(await test.values('case')).toEqual(['other', 'adult', 'adult', 'senior', 'other', 'senior']);
    const preview = await test.call('tags.preview', { definition: tagOf('case', source) });
    expect(preview.overlap).toEqual({
      several: 2,
      none: 2,
      cases: [
        { matched: 2, taken: 2 },
        { matched: 4, taken: 2 },
      ],
    });
    expect(preview).toMatchObject({ type: 'category', customers: 6, known: 6, unknown: 0, distinct: 3 });
    expect(preview.values).toEqual(['adult', 'other', 'senior'].map((value) => ({ value, n: 2 })));
  });

  it('reads lists by key, with or without values, and lists the keys that are no customers', async () => {
    await test.save('listed', { kind: 'list', table: 'scores', key: 'who' });
    await test.save('level', { kind: 'list', table: 'scores', key: 'who', value: 'level' });
    await test.save('score', { kind: 'model', table: 'scores', key: 'who', score: 'score' });
    expect(await test.values('listed')).toEqual(['true', null, 'true', null, null, 'true']);
    expect(await test.values('level')).toEqual(['gold', null, 'silver', null, null, null]);
    expect(await test.values('score')).toEqual(['0.25', null, '0.5', null, null, '0.75']);
    const definition = tagOf('level', { kind: 'list', table: 'scores', key: 'who', value: 'level' });
    expect((await test.call('tags.preview', { definition })).unmatched).toEqual({
      rows: 2,
      keys: 1,
      examples: [
        { line: 5, key: 'C9', value: 'gold' },
        { line: 6, key: null, value: 'gold' },
      ],
    });
    expect(await test.countBySql('SELECT count(*) FROM tags.customers', [])).toBe(6);
  });

  it('refuses a list whose rows of one key disagree', async () => {
    const error = await test.failure('tags.save', {
      definition: tagOf('flag', { kind: 'list', table: 'scores', key: 'who', value: 'flag' }),
    });
    expect(error).toMatchObject({ code: 'KEY_VIOLATION', at: { field: 'scores.who' } });
    expect(error.message).toContain('"C3" on 2 rows');
  });

  it('is true of the members of a segment', async () => {
    await test.call('segments.save', {
      segment: { id: 's', name: 'Hangzhou', who: { kind: 'tag', tag: 'city', op: 'is', values: ['杭州'] } },
    });
    await test.save('local', { kind: 'segment', segment: 's' });
    expect(await test.values('local')).toEqual(['true', 'true', 'false', 'false', 'false', 'true']);
    expect((await test.failure('segments.remove', { id: 's' })).message).toBe('"Hangzhou" is named by: "local".');
  });

  it('measures events, whatever their window', async () => {
    await test.save('purchases', { kind: 'behaviour', event: 'buy', measure: 'count' });
    await test.save('lately', {
      kind: 'behaviour',
      event: 'buy',
      measure: 'sum',
      prop: 'amount',
      window: { last: { n: 6, unit: 'day' } },
    });
    await test.save('quiet', { kind: 'behaviour', event: 'buy', measure: 'daysSinceLast' });
    await test.save('shop', {
      kind: 'behaviour',
      event: 'buy',
      where: [{ prop: 'amount', op: 'lt', values: [10] }],
      measure: 'topValue',
      prop: 'shop',
    });
    expect(await test.values('purchases')).toEqual(['3.0', '1.0', '0.0', '0.0', '0.0', '0.0']);
    expect(await test.values('lately')).toEqual(['7.0', '7.0', '0.0', '0.0', '0.0', '0.0']);
    expect(await test.values('quiet')).toEqual(['0.0', '1.0', null, null, null, null]);
    expect(await test.values('shop')).toEqual(['b', 'c', null, null, null, null]);
    expect((await test.call('tags.lineage', { tag: 'shop' })).reads).toMatchObject({ tables: ['events'], events: ['buy'] });
    const definition = tagOf('bad', { kind: 'behaviour', event: 'bye', measure: 'count' });
    expect(await test.failure('tags.check', { definition })).toMatchObject({ code: 'UNKNOWN_EVENT' });
  });

  it('takes events, segments and sequences into its cases', async () => {
    await test.save('buyer', {
      kind: 'cases',
      cases: [
        { rule: { kind: 'event', event: 'buy', measure: 'count', op: 'gte', values: [2] }, value: 'often' },
        {
          rule: { kind: 'sequence', steps: [{ event: 'look' }, { event: 'buy' }], within: { n: 10, unit: 'day' } },
          value: 'looked',
        },
        { rule: { kind: 'segment', segment: 's' }, value: 'local' },
      ],
      otherwise: null,
    });
    expect(await test.values('buyer')).toEqual(['often', 'looked', null, null, null, 'local']);
    const who = { kind: 'tag', tag: 'buyer', op: 'is', values: ['often'] } as const;
    expect((await test.failure('segments.save', { segment: { id: 's', name: 'Hangzhou', who } })).message).toContain(
      'Hangzhou → buyer → Hangzhou',
    );
  });

  it('keeps what a person says of a column', async () => {
    const source = { kind: 'column', table: 'people', column: 'city' } as const;
    await test.save('city', source, {
      name: '所在城市',
      category: '基本/地区',
      sensitivity: 'C3',
      labels: [{ value: '杭州', label: '省会' }],
    });
    const city = (await test.call('tags.list', {}))[3];
    expect(city).toMatchObject({
      id: 'city',
      name: '所在城市',
      category: '基本/地区',
      sensitivity: 'C3',
      distinct: 3,
      version: 1,
      state: 'fresh',
    });
  });

  it('counts materialised tags in rules, distributions and portraits as it counts columns', async () => {
    const rule = { kind: 'tag', tag: 'stage of life', op: 'in', values: ['adult', 'senior'] } as const;
    expect(await test.call('rules.count', { rule })).toMatchObject({ count: 4, blocks: [{ unknown: 1 }] });
    const score = { kind: 'tag', tag: 'score', op: 'gte', values: [0.5] } as const;
    expect(await test.call('rules.count', { rule: score })).toMatchObject({ count: 2, blocks: [{ unknown: 3 }] });
    expect(await test.call('tags.distribution', { tag: 'score' })).toMatchObject({ known: 3, range: { min: 0.25, max: 0.75 } });
    const portrait = await test.call('portraits.compute', { spec: { segment: rule, base: 'all', tags: ['grown'] } });
    expect(portrait.tags[0]?.values.map(({ value, n }) => [value, n])).toContainEqual([true, 4]);
  });

  it('shows the histogram of numbers', async () => {
    const { histogram, range } = await test.call('tags.preview', {
      definition: tagOf('half', { kind: 'expression', sql: 'age / 2' }),
    });
    expect(range).toEqual({ min: 8.5, max: 45 });
    expect(histogram?.map(({ n }) => n).filter((n) => n > 0)).toEqual([2, 1, 1, 1]);
    expect(histogram).toHaveLength(24);
  });

  it('compares the values of another definition with those that there are', async () => {
    const definition = tagOf('stage of life', { ...BUCKET, edges: [30, 65] });
    expect(await test.call('tags.compare', { definition })).toEqual({
      customers: 6,
      changed: 1,
      gained: 0,
      lost: 0,
      values: [
        { value: 'adult', before: 3, after: 2, joined: 0, left: 1 },
        { value: 'minor', before: 1, after: 2, joined: 1, left: 0 },
        { value: 'senior', before: 1, after: 1, joined: 0, left: 0 },
      ],
      moves: [{ from: 'adult', to: 'minor', n: 1 }],
    });
    expect(await test.values('stage of life')).toEqual(['minor', 'adult', 'adult', 'adult', null, 'senior']);
  });

  it('proposes edges of equal width and quantiles', async () => {
    const edges = async (method: 'width' | 'quantile', tag: string, n: number) =>
      (await test.call('tags.edges', { tag, method, n })).edges;
    expect(await edges('width', 'age', 2)).toEqual([53.5]);
    // numpy.quantile([17, 18, 30, 64, 90], [0.25, 0.5, 0.75])
    expect(await edges('quantile', 'age', 4)).toEqual([18, 30, 64]);
    expect(await edges('width', 'born', 2)).toEqual(['1972-08-02']);
    expect(await edges('quantile', 'born', 2)).toEqual(['1996-05-05']);
  });

  it.each<[string, TagSource, string, string]>([
    ['edges that do not ascend', { ...BUCKET, edges: [65, 18] }, 'source.edges', 'must ascend'],
    ['edges of another kind', { ...BUCKET, edges: ['2020-01-01', '2021-01-01'] }, 'source.edges', 'no value of the number tag'],
    ['labels that are too few', { ...BUCKET, labels: ['a'] }, 'source.labels', '3 ranges, but 1 labels'],
    ['ranges of a text', { ...BUCKET, tag: 'city' }, 'source.tag', 'category tag'],
    ['an unknown tag', { ...BUCKET, tag: 'agee' }, 'source.tag', 'no tag "agee"'],
    [
      'cases of several types',
      { kind: 'cases', cases: [{ rule: olderThan(1), value: 1 }], otherwise: 'x' },
      'source.cases',
      'different types',
    ],
    [
      'a score that is no number',
      { kind: 'model', table: 'scores', key: 'who', score: 'level' },
      'source.score',
      'a score is a number',
    ],
  ])('refuses %s', async (_, source, path, words) => {
    const error = await test.failure('tags.check', { definition: tagOf('bad', source) });
    expect(error).toMatchObject({ at: { path } });
    expect(error.message).toContain(words);
  });

  it.each([
    ['age +', 0, 'syntax'],
    ['age + agee', 7, 'agee'],
    ['age + (SELECT 1)', 8, 'SELECT'],
    ['read_text(age)', 1, 'read_text'],
    ['max(age)', 1, 'max'],
    ['age -- x', 5, 'comments'],
  ])('refuses the expression %s at its place', async (sql, column, words) => {
    const error = await test.failure('tags.check', { definition: tagOf('bad', { kind: 'expression', sql }) });
    expect(error.code).toBe('INVALID_SQL');
    expect(error.at?.column ?? 0).toBe(column);
    expect(error.message).toContain(words);
  });
});
