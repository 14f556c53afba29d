import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { olderThan, openPeople, type TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'portraits.compute'>['spec'];
type Rule = Spec['segment'] & object;

const PEOPLE = [
  'id,age,born,city,balance',
  ...Array.from({ length: 60 }, (_, row) => {
    const age = 15 + ((row * 7) % 60);
    return `C${row},${age},${2026 - age}-01-01,${row % 3 === 0 ? '杭州' : '宁波'},${(row * 37) % 100}`;
  }),
].join('\n');
const EVENTS = ['who,at,what,shop', ...['buy,a', 'buy,b', 'look,'].map((what, row) => `C${row},2026-01-0${row + 1},${what}`)];
const VIPS = ['who,level', 'C1,gold', 'C2,silver'];

const count = (event: string, shop?: string) => {
  const where = shop === undefined ? [] : [{ prop: 'shop', op: 'is' as const, values: [shop] }];
  return { event, where, measure: 'count' as const };
};
const bought = (shop?: string): Rule => ({ kind: 'event', ...count('buy', shop), op: 'gte', values: [1] });
const tag = (id: string, op: 'is' | 'gte' | 'isNotNull', ...values: (string | number | boolean)[]): Rule => {
  return { kind: 'tag', tag: id, op, values };
};
const OF_AGE = ['age', 'stage', 'next birthday', 'is adult', 'adult or not'];

describeEngines('tags that the rule of the segment sets', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = await openPeople(engine, PEOPLE);
    await test.load('events', EVENTS.join('\n'));
    await test.load('vips', VIPS.join('\n'));
    const events = [{ table: 'events', customer: 'who', time: 'at', name: { column: 'what' }, props: ['shop'] }];
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events } });
    await test.call('lists.save', { list: { id: 'vips', name: 'vips', table: 'vips', key: 'who' } });
    const saveSegment = (id: string, who: Rule, more = {}) =>
      test.call('segments.save', { segment: { id, name: id, who, ...more } });
    await saveSegment('adults', olderThan(18));
    await test.save('stage', { kind: 'bucket', tag: 'age', edges: [18, 65], labels: ['young', 'adult', 'old'], method: 'typed' });
    await test.save('next birthday', { kind: 'expression', sql: 'age + 1' }, { type: 'number' });
    await test.save('wealth by age', { kind: 'expression', sql: 'balance / age' }, { type: 'number' });
    await test.save('is adult', { kind: 'segment', segment: 'adults' });
    const cases = [{ rule: olderThan(18), value: 'adult' }];
    await test.save('adult or not', { kind: 'cases', cases, otherwise: 'not' });
    await test.save('buys', { kind: 'behaviour', ...count('buy') });
    await test.save('buys at a', { kind: 'behaviour', ...count('buy', 'a') });
    await test.save('buys at b', { kind: 'behaviour', ...count('buy', 'b') });
    await test.save('looks', { kind: 'behaviour', ...count('look') });
    await test.save('vip', { kind: 'list', table: 'vips', key: 'who' });
    await test.save('vip level', { kind: 'list', table: 'vips', key: 'who', value: 'level' });
    await saveSegment('rich adults', { kind: 'all', rules: [{ kind: 'segment', segment: 'adults' }, tag('balance', 'gte', 50)] });
    const switchedOff = { ...tag('city', 'is', '杭州'), disabled: true } as Rule;
    await saveSegment('with a block switched off', { kind: 'all', rules: [switchedOff, tag('balance', 'gte', 50)] });
    await saveSegment(
      'oldest few of each city',
      { kind: 'all', rules: [] },
      { limit: { n: 5, by: { expression: 'age' }, per: 'city' } },
    );
  });

  afterAll(() => test.kernel.close());

  const portrait = async (segment: Spec['segment'], more: Partial<Spec> = {}) =>
    (await test.call('portraits.compute', { spec: { segment, ...more } })).tags;
  const setBy = async (segment: Spec['segment'], more: Partial<Spec> = {}) =>
    (await portrait(segment, more)).flatMap(({ tag, setByRule }) => (setByRule ? [tag] : [])).sort();

  it.each<[string, Spec['segment'], readonly string[]]>([
    ['a tag, and all that is read from its column alone', olderThan(40), OF_AGE],
    ['a tag of another tag, and what that is read from', tag('stage', 'is', 'old'), OF_AGE],
    [
      'a tag of two columns, and what either of them gives',
      tag('wealth by age', 'gte', 1),
      [...OF_AGE, 'balance', 'wealth by age'],
    ],
    ['what it leaves out', { kind: 'none', rules: [olderThan(40)] }, OF_AGE],
    ['one of several ways in', { kind: 'any', rules: [olderThan(70), tag('city', 'is', '杭州')] }, [...OF_AGE, 'city']],
    ['a segment in the rule', { kind: 'segment', segment: 'adults', member: false }, OF_AGE],
    ['a segment in the rule of a segment', 'rich adults', [...OF_AGE, 'balance', 'wealth by age']],
    ['a tag that tells who is in a segment', tag('is adult', 'is', true), OF_AGE],
    ['the names in an expression', { kind: 'sql', predicate: 'balance > 50' }, ['balance']],
    ['a limit', 'oldest few of each city', [...OF_AGE, 'city']],
    ['an event, and every measure of it', bought(), ['buys', 'buys at a', 'buys at b']],
    ['events of one shop, but not those of another', bought('a'), ['buys', 'buys at a']],
    ['a list, but not what else the list says', { kind: 'list', list: 'vips', member: true }, ['vip']],
    ['nothing by asking whether a tag is known', tag('age', 'isNotNull'), []],
    ['nothing by a query', { kind: 'query', sql: 'SELECT id FROM people WHERE age > 40' }, []],
    ['nothing by a block that is switched off', 'with a block switched off', ['balance']],
    ['nothing where everybody is in', { kind: 'all', rules: [] }, []],
  ])('are those of %s', async (_, segment, expected) => {
    expect(await setBy(segment)).toEqual([...expected].sort());
  });

  it('are those of a step of a sequence, not those of what must not happen in between', async () => {
    const steps = ['buy', 'buy'].map((event) => ({ event, where: [] }));
    const within = { n: 30, unit: 'day' as const };
    expect(await setBy({ kind: 'sequence', steps, within, exclude: [{ event: 'look', where: [] }] })).toEqual([
      'buys',
      'buys at a',
      'buys at b',
    ]);
  });

  it('are not what a window of days counts from', async () => {
    const window = { from: { from: { tag: 'born' }, n: 0, unit: 'day' as const }, to: '2026-12-31' };
    const rule: Rule = { kind: 'event', ...count('look'), window, op: 'gte', values: [1] };
    expect(await setBy(rule)).toEqual(['looks']);
  });

  it('are not those of the base', async () => {
    expect(await setBy(tag('city', 'is', '杭州'), { base: { segment: 'rich adults' } })).toEqual(['city']);
  });

  it('come after all others, each part with the most different first', async () => {
    const tags = await portrait(olderThan(40));
    const marks = tags.map(({ setByRule }) => setByRule);
    expect(marks).toEqual([...marks].sort());
    for (const isSet of [true, false]) {
      const strengths = tags
        .filter(({ setByRule }) => setByRule === isSet)
        .map(({ difference }) => ('measure' in difference ? difference.strength : -1));
      expect(strengths.length).toBeGreaterThan(3);
      expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
    }
  });

  it('are marked of each segment beside others by its own rule, and of two by that of the first', async () => {
    await test.call('segments.save', { segment: { id: 'rich', name: 'rich', who: tag('balance', 'gte', 50) } });
    const { portraits, pairs } = await test.call('portraits.compare', { spec: { segments: ['adults', 'rich'] } });
    const marked = (tags: (typeof portraits)[number] = []) =>
      tags.flatMap(({ tag, setByRule }) => (setByRule ? [tag] : [])).sort();
    expect(portraits.map(marked)).toEqual([[...OF_AGE].sort(), ['balance']]);
    expect(pairs.map(({ tags }) => marked(tags))).toEqual([[...OF_AGE].sort()]);
  });
});
