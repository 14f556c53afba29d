import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { writeParquet } from '../../support/parquet';

/** Two sources with one property in common; `zed` is no customer, and one event has no time. */
const PEOPLE = 'id\nann\nbob\ncat\n';
const WEB = `who,at,act,page
bob,2024-03-02 10:00:00.5,view,Home
ann,2024-03-01 09:00:00,view,Home
ann,2024-03-05 09:00:00,view,rates
ann,2024-02-01 00:00:00,login,
zed,2024-03-09 00:00:00,view,Secret
zed,2024-03-09 00:00:00,leave,
bob,,view,rates`;
const SHOP = `who,day,page,amount,due
ann,2024-03-01,Home,10,2024-05-01
bob,2024-03-01,,2.5,
bob,2024-03-03,desk,2.5,2024-05-01`;

const all = { search: '', limit: 100 };

describeEngines('events', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    const load = async (table: string, text: string, types: Record<string, 'text' | 'date' | 'timestamp' | 'number'>) => {
      const path = join(engine.folder, `${table}.csv`);
      writeFileSync(path, text);
      await test.call('imports.run', { file: test.grant(path), table, options: { types } });
    };
    await test.call('workspace.create', { file: null });
    await load('people', PEOPLE, { id: 'text' });
    await load('web', WEB, { who: 'text', at: 'timestamp', act: 'text', page: 'text' });
    await load('shop', SHOP, { who: 'text', day: 'date', page: 'text', amount: 'number', due: 'date' });
    const events = [
      { table: 'web', customer: 'who', time: 'at', name: { column: 'act' }, props: ['page'] },
      { table: 'shop', customer: 'who', time: 'day', name: { value: 'buy' }, props: ['page', 'amount', 'due'] },
    ];
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events, asOf: '2024-03-31' } });
  }, 60_000);
  afterAll(() => test.kernel.close());

  const count = async (who: Rule) => (await test.call('rules.count', { rule: who })).count;

  it('are listed by name with their customers, days and properties, commonest first', async () => {
    expect(await test.call('events.list', {})).toEqual([
      { event: 'buy', n: 3, customers: 2, first: '2024-03-01', last: '2024-03-03', props: ['page', 'amount', 'due'] },
      { event: 'view', n: 3, customers: 2, first: '2024-03-01', last: '2024-03-05', props: ['page'] },
      { event: 'login', n: 1, customers: 1, first: '2024-02-01', last: '2024-02-01', props: [] },
    ]);
  });

  it('tell the values of a property, of customers alone and of one name', async () => {
    expect(await test.call('events.distribution', { event: 'view', prop: 'page', ...all })).toEqual({
      known: 3,
      unknown: 0,
      distinct: 2,
      values: [
        { value: 'Home', n: 2 },
        { value: 'rates', n: 1 },
      ],
    });
    const searched = await test.call('events.distribution', { event: 'buy', prop: 'page', search: 'HO', limit: 5 });
    expect(searched).toEqual({ known: 2, unknown: 1, distinct: 2, values: [{ value: 'Home', n: 1 }] });
    const amounts = await test.call('events.distribution', { event: 'buy', prop: 'amount', ...all });
    expect(amounts).toMatchObject({ known: 3, distinct: 2, range: { min: 2.5, max: 10 } });
    const days = await test.call('events.distribution', { event: 'buy', prop: 'due', ...all });
    expect(days).toMatchObject({ known: 2, unknown: 1, values: [{ value: '2024-05-01', n: 2 }] });
  });

  it('of several sources follow each other in time', async () => {
    const step = (event: string) => ({ event, where: [] });
    const sequence = (first: string, second: string, n: number): Rule => ({
      kind: 'sequence',
      steps: [step(first), step(second)],
      within: { n, unit: 'day' },
      exclude: [],
    });
    expect(await count(sequence('buy', 'view', 3))).toBe(2);
    expect(await count(sequence('buy', 'view', 1))).toBe(1);
    expect(await count(sequence('login', 'buy', 28))).toBe(0);
    expect(await count(sequence('login', 'buy', 29))).toBe(1);
  });

  it('at no finite time are compared by the database, and no less right', async () => {
    const path = join(engine.folder, 'endless.parquet');
    const times = "('ann', TIMESTAMP 'infinity'), ('ann', TIMESTAMP '2024-03-01'), ('bob', TIMESTAMP '-infinity')";
    await writeParquet(path, `SELECT * FROM (VALUES ${times}) AS t(who, moment)`);
    await test.call('imports.run', { file: test.grant(path), table: 'endless', options: {} });
    const events = [{ table: 'endless', customer: 'who', time: 'moment', name: { value: 'tick' }, props: [] }];
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events, asOf: '2024-03-31' } });
    const ticks = { kind: 'event' as const, event: 'tick', where: [], measure: 'count' as const, op: 'is' as const };
    expect(await count({ ...ticks, values: [1] })).toBe(2);
    expect(await count({ ...ticks, values: [0] })).toBe(1);
  });

  it('are asked of in a workspace from before there were any', async () => {
    const ticked: Rule = { kind: 'event', event: 'tick', where: [], measure: 'count', op: 'gte', values: [1] };
    const before = await count(ticked);
    expect(before).toBe(2);
    const path = join(engine.folder, 'former.huaxiang');
    await test.call('workspace.saveAs', { file: test.grant(path) });
    await test.call('workspace.close', {});
    await withoutEvents(path);
    await test.call('workspace.open', { file: test.grant(path) });
    expect(await count(ticked)).toBe(before);
  });
});

async function withoutEvents(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(`DROP VIEW tags.events; UPDATE meta.workspace SET value = '9' WHERE key = 'schemaVersion'`);
  connection.closeSync();
  instance.closeSync();
}
