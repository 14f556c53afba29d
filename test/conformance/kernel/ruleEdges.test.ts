import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

/** Worked by hand: what each customer did, and what is known of them. The as-of day is the last of a long month. */
const AS_OF = '2024-03-31';
const CUSTOMERS = `id,city,maturity,joined
ann,北京,2024-04-10,2024-02-29
bob,上海,2024-03-05,2024-01-31
cat,,,2024-01-30
dan,北京,2024-05-31,
eve,,2024-03-31,2023-12-31`;
const EVENTS = `who,at,act,amount
ann,2024-03-31 23:59:59,buy,10
ann,2024-03-01 00:00:00,buy,20
ann,2024-02-29 23:59:59,visit,
bob,2024-03-10 09:00:00,view,
bob,2024-03-10 09:00:00,buy,5
bob,2024-03-10 09:00:00,visit,
bob,2024-04-01 00:00:00,buy,999
cat,2024-03-02 00:00:00,view,
cat,2024-03-03 00:00:00,visit,
cat,2024-03-04 00:00:00,buy,
dan,2024-03-02 00:00:00,buy,
dan,2024-03-02 12:00:00,view,`;

const all = (...rules: Rule[]): Rule => ({ kind: 'all', rules });
const any = (...rules: Rule[]): Rule => ({ kind: 'any', rules });
const none = (...rules: Rule[]): Rule => ({ kind: 'none', rules });
const city = (op: 'is' | 'isNot' | 'isNull', ...values: string[]): Rule => ({ kind: 'tag', tag: 'city', op, values });
const step = (event: string) => ({ event, where: [] });
const sequence = (steps: string[], n: number, exclude: string[] = []): Rule => ({
  kind: 'sequence',
  steps: steps.map(step),
  within: { n, unit: 'day' },
  exclude: exclude.map(step),
});
type EventRule = Extract<Rule, { kind: 'event' }>;
const buys = (rest: Partial<EventRule>): Rule => ({
  kind: 'event',
  event: 'buy',
  where: [],
  measure: 'count',
  op: 'gte',
  values: [1],
  ...rest,
});

describeEngines('rules at the edges', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    const load = async (table: string, text: string, types: Record<string, 'text' | 'date' | 'timestamp' | 'number'>) => {
      const path = join(engine.folder, `${table}.csv`);
      writeFileSync(path, text);
      await test.call('imports.run', { file: test.grant(path), table, options: { types } });
    };
    await test.call('workspace.create', { file: null });
    await load('people', CUSTOMERS, { id: 'text', city: 'text', maturity: 'date', joined: 'date' });
    await load('acts', EVENTS, { who: 'text', at: 'timestamp', act: 'text', amount: 'number' });
    const events = [{ table: 'acts', customer: 'who', time: 'at', name: { column: 'act' }, props: ['amount'] }];
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events, asOf: AS_OF } });
  }, 60_000);
  afterAll(() => test.kernel.close());

  const found = async (who: Rule) => {
    await test.call('segments.save', { segment: { id: 'asked', name: 'Asked', who } });
    const { keys } = await test.call('segments.members', { id: 'asked', offset: 0, limit: 10 });
    expect((await test.call('rules.count', { rule: who })).count).toBe(keys.length);
    return keys.join(' ');
  };

  describe('never did', () => {
    it('is a count of 0, also of customers without any event', async () => {
      expect(await found(buys({ op: 'is', values: [0] }))).toBe('eve');
      expect(await found(buys({ op: 'is', values: [0], event: 'view' }))).toBe('ann eve');
    });
    it('is no unknown: the opposite and it are everybody', async () => {
      const blocks = (await test.call('rules.count', { rule: buys({ op: 'is', values: [0] }) })).blocks;
      expect(blocks[0]).toMatchObject({ alone: 1, unknown: 0 });
    });
  });

  describe('measures without a value', () => {
    it('a sum over unknown amounts, or over nothing, is 0', async () => {
      expect(await found(buys({ measure: 'sum', prop: 'amount', op: 'is', values: [0] }))).toBe('cat dan eve');
    });
    it('the largest of unknown amounts, or of nothing, is unknown', async () => {
      expect(await found(buys({ measure: 'max', prop: 'amount', op: 'isNull', values: [] }))).toBe('cat dan eve');
      expect(await found(buys({ measure: 'max', prop: 'amount', op: 'isNot', values: [7] }))).toBe('ann bob');
    });
    it('different amounts are 0 of unknown ones, but unknown of nothing', async () => {
      expect(await found(buys({ measure: 'distinct', prop: 'amount', op: 'is', values: [0] }))).toBe('cat dan');
      expect(await found(buys({ measure: 'distinct', prop: 'amount', op: 'isNull', values: [] }))).toBe('eve');
    });
  });

  describe('the last n days', () => {
    it('take the as-of day in whole, and nothing after midnight', async () => {
      expect(await found(buys({ window: { last: { n: 1, unit: 'day' } } }))).toBe('ann');
      expect(await found(buys({ measure: 'sum', prop: 'amount', op: 'gt', values: [100] }))).toBe('');
    });
    it('start at midnight of the day after the one n days ago', async () => {
      expect(await found(buys({ op: 'gte', values: [2], window: { last: { n: 31, unit: 'day' } } }))).toBe('ann');
      expect(await found(buys({ op: 'gte', values: [2], window: { last: { n: 30, unit: 'day' } } }))).toBe('');
    });
    it('hours count back from the end of the as-of day', async () => {
      expect(await found(buys({ window: { last: { n: 1, unit: 'hour' } } }))).toBe('ann');
    });
  });

  describe('month ends', () => {
    const joined = (n: number): Rule => ({ kind: 'tag', tag: 'joined', op: 'inLast', values: [{ n, unit: 'month' }] });
    it('a month before the 31st of March is the last day of February, which is out', async () => {
      expect(await found(joined(1))).toBe('');
      expect(await found(buys({ event: 'visit', window: { last: { n: 1, unit: 'month' } } }))).toBe('bob cat');
    });
    it('two months before it is the 31st of January, three the 31st of December', async () => {
      expect(await found(joined(2))).toBe('ann');
      expect(await found(joined(3))).toBe('ann bob cat');
    });
  });

  describe('a day relative to another date of the customer', () => {
    it('events in the 30 days before maturity', async () => {
      const window = {
        from: { from: { tag: 'maturity' }, n: -30, unit: 'day' },
        to: { from: { tag: 'maturity' }, n: 0, unit: 'day' },
      };
      expect(await found(buys({ window: window as never }))).toBe('ann');
    });
    it('maturity within 30 days after the as-of day', async () => {
      const days = [0, 30].map((n) => ({ from: 'asOf' as const, n, unit: 'day' as const }));
      expect(await found({ kind: 'tag', tag: 'maturity', op: 'between', values: days })).toBe('ann eve');
    });
    it('a date compared with another date is unknown where either is', async () => {
      const rule: Rule = { kind: 'tag', tag: 'joined', op: 'lt', values: [{ from: { tag: 'maturity' }, n: 0, unit: 'day' }] };
      expect(await found(rule)).toBe('ann bob eve');
      expect((await test.call('rules.count', { rule })).blocks[0]?.unknown).toBe(2);
    });
  });

  describe('sequences', () => {
    it('events of one moment are in any order', async () => {
      expect(await found(sequence(['view', 'buy'], 1))).toBe('bob');
      expect(await found(sequence(['visit', 'view', 'buy'], 1))).toBe('bob');
    });
    it('need a different event for each step', async () => {
      expect(await found(sequence(['buy', 'buy'], 365))).toBe('ann');
      expect(await found(sequence(['view', 'view'], 365))).toBe('');
    });
    it('take the last moment of the time in, and no more', async () => {
      expect(await found(sequence(['view', 'buy'], 2))).toBe('bob cat');
      expect(await found(sequence(['visit', 'buy'], 1))).toBe('bob cat ann'.split(' ').sort().join(' '));
    });
    it('are broken by an excluded event strictly between, not by one of the same moment', async () => {
      expect(await found(sequence(['view', 'buy'], 2, ['visit']))).toBe('bob');
    });
    it('do not see what comes after the as-of day', async () => {
      expect(await found(sequence(['view', 'buy', 'buy'], 365))).toBe('');
    });
  });

  describe('groups', () => {
    it('all of nothing is everybody, any of nothing nobody, none of nothing everybody', async () => {
      expect(await found(all())).toBe('ann bob cat dan eve');
      expect(await found(any())).toBe('');
      expect(await found(none())).toBe('ann bob cat dan eve');
    });
    it('none takes unknown in, isNot does not', async () => {
      expect(await found(none(city('is', '北京')))).toBe('bob cat eve');
      expect(await found(city('isNot', '北京'))).toBe('bob');
      expect(await found(none(city('isNot', '北京')))).toBe('ann cat dan eve');
      expect(await found(city('isNull'))).toBe('cat eve');
    });
  });

  it('what a rule does not find by name is refused at its block', async () => {
    const at = (rule: Rule) => test.failure('rules.count', { rule: all(all(), rule) });
    expect(await at(buys({ event: 'buyy' }))).toMatchObject({ code: 'UNKNOWN_EVENT', at: { path: '1' } });
    expect(await at(buys({ measure: 'sum' }))).toMatchObject({ code: 'INVALID_RULE', at: { path: '1' } });
    expect(await at(buys({ prop: 'amount' }))).toMatchObject({ code: 'INVALID_RULE' });
    expect(await at(buys({ measure: 'sum', prop: 'price' }))).toMatchObject({ code: 'INVALID_RULE' });
    expect(await at(buys({ window: { from: '2024-03-02', to: '2024-03-01' } }))).toMatchObject({ code: 'INVALID_RULE' });
    expect(await at({ kind: 'list', list: 'gone', member: true })).toMatchObject({ code: 'UNKNOWN_LIST', at: { path: '1' } });
    const relative: Rule = { kind: 'tag', tag: 'joined', op: 'lt', values: [{ from: { tag: 'city' }, n: 1, unit: 'day' }] };
    expect((await at(relative)).message).toBe('block 1: days can only count from a date tag, but city is a category tag.');
  });
});
