import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const JUNE = `id,age,city,amount,vip
1,40,A,200,false
2,40,A,200,false
3,40,A,900,false
4,40,A,50,true
5,40,X,200,false
6,20,A,200,false
7,20,X,50,false
8,40,A,200,false
`;
/** 8 has gone and 9 is new; who changed what is said beside the numbers that are expected of it. */
const JULY = `id,age,city,amount,vip
1,20,A,300,false
2,20,X,200,false
3,40,A,200,false
4,40,A,50,
5,40,A,950,false
6,30,A,50,true
7,30,A,150,false
9,40,A,200,false
`;

const WHO: Rule = {
  kind: 'all',
  rules: [
    { kind: 'tag', tag: 'age', op: 'gte', values: [30] },
    { kind: 'none', rules: [{ kind: 'tag', tag: 'city', op: 'is', values: ['X'] }] },
    {
      kind: 'any',
      rules: [
        { kind: 'tag', tag: 'amount', op: 'gt', values: [100] },
        { kind: 'tag', tag: 'vip', op: 'is', values: [true] },
      ],
    },
  ],
};
const OLDER: Rule = { kind: 'all', rules: [{ kind: 'tag', tag: 'age', op: 'gte', values: [30] }] };

describeEngines('the library of segments', (engine) => {
  let test: TestKernel;
  let june = '';
  let top = '';
  const save = (id: string, who: Rule, limit?: object) =>
    test.call('segments.save', { segment: { id, name: id, description: '', who, ...(limit ? { limit } : {}) } } as never);
  const load = async (csv: string) => {
    const path = join(engine.folder, 'people.csv');
    writeFileSync(path, csv);
    await test.call('imports.run', {
      file: test.grant(path),
      table: 'people',
      options: { types: { age: 'integer', amount: 'integer', vip: 'boolean' } },
    });
  };
  const freeze = async (segment: string) => (await test.call('audiences.freeze', { segment, name: segment })).id;
  const trend = async (id: string) => {
    const sizes = await test.call('segments.sizes', {});
    return sizes.find((size) => size.id === id)?.trend.map(({ version, n, base }) => [version, n, base]);
  };

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: test.grant(join(engine.folder, 'library.huaxiang')) });
    await load(JUNE);
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, asOf: '2026-07-31' } });
    await save('chosen', WHO);
    await save('top', OLDER, { n: 1, by: { expression: 'amount', descending: true } });
    expect(await trend('chosen')).toEqual([[1, 5, 8]]);
    june = await freeze('chosen');
    top = await freeze('top');
    // Nobody counts on this load, so it is missing from the trend.
    await load(JUNE);
    await load(JULY);
  }, 60_000);
  afterAll(() => test.kernel.close());

  it('tells at which condition those who left and joined turned', async () => {
    const change = await test.call('audiences.change', { id: june });
    expect(change).toMatchObject({ before: 5, after: 5, joined: 4, left: 4, gone: 1, arrived: 1 });
    expect(change.examples.map(({ key, change: went }) => `${key} ${went}`)).toEqual([
      ...['5', '6', '7', '9'].map((key) => `${key} joined`),
      ...['1', '2', '4', '8'].map((key) => `${key} left`),
    ]);
    expect(change.flips).toEqual([
      { path: '0', left: 2, joined: 2 }, // 1, 2; 6, 7
      { path: '1.0', left: 1, joined: 2 }, // 2; 5, 7
      { path: '2.0', left: 0, joined: 1 }, // 7; 6 joined although its amount turned against it
      { path: '2.1', left: 1, joined: 1 }, // 4, unknown now; 6
    ]);
  });

  it('says that a limit took others where no condition turned', async () => {
    expect(await test.call('audiences.change', { id: top })).toMatchObject({
      examples: [
        { key: '5', change: 'joined' },
        { key: '3', change: 'left' },
      ],
      flips: [
        { path: '0', left: 0, joined: 0 },
        { path: null, left: 1, joined: 1 },
      ],
    });
  });

  it('compares two audiences as they were fixed, and speaks of conditions only where both go by one rule', async () => {
    const july = await freeze('chosen');
    const now = await test.call('audiences.change', { id: june });
    expect(await test.call('audiences.change', { id: june, to: { audience: july } })).toEqual(now);
    const back = await test.call('audiences.change', { id: july, to: { audience: june } });
    expect(back).toMatchObject({ joined: 4, left: 4, gone: 1, arrived: 1 });
    expect(back.flips?.[1]).toEqual({ path: '1.0', left: 2, joined: 1 });
    expect((await test.call('audiences.change', { id: june, to: { audience: top } })).flips).toBeNull();
    expect(await test.failure('audiences.change', { id: june, to: { audience: 'none' } })).toMatchObject({
      code: 'UNKNOWN_AUDIENCE',
    });
    await test.call('audiences.remove', { id: july });
    expect(await test.countBySql('SELECT count(DISTINCT audience) FROM meta.audience_customers', [])).toBe(2);
  });

  it('keeps the size of each version on each data version on which it was counted', async () => {
    expect(await trend('chosen')).toEqual([
      [1, 5, 8],
      [1, 5, 8],
    ]);
    await save('chosen', OLDER);
    expect(await trend('chosen')).toEqual([
      [1, 5, 8],
      [1, 5, 8],
      [2, 6, 8],
    ]);
    const [first, second] = (await test.call('segments.sizes', {})).find(({ id }) => id === 'chosen')?.trend ?? [];
    expect((second?.dataVersion ?? 0) - (first?.dataVersion ?? 0)).toBe(2);
    await save('gone', OLDER);
    await test.call('segments.members', { id: 'gone', offset: 0, limit: 1 });
    const kept = "SELECT count(*) FROM meta.segment_sizes WHERE segment = 'gone'";
    await expect.poll(() => test.countBySql(kept, [])).toBe(1);
    await test.call('segments.remove', { id: 'gone' });
    expect(await test.countBySql(kept, [])).toBe(0);
  });

  it('compares the members of two versions on the data as they are', async () => {
    // Version 1 finds 3, 5, 6, 7, 9; version 2 everybody of 30 and more, 4 too.
    expect(await test.call('segments.compare', { id: 'chosen', from: 1, to: 2 })).toEqual({
      before: 5,
      after: 6,
      joined: 1,
      left: 0,
      examples: [{ key: '4', change: 'joined' }],
    });
    expect(await test.call('segments.compare', { id: 'chosen', from: 2, to: 1 })).toMatchObject({ joined: 0, left: 1 });
    expect((await test.call('audiences.change', { id: june, to: 'saved' })).flips).toBeNull();
    expect(await test.failure('segments.compare', { id: 'chosen', from: 1, to: 7 })).toMatchObject({ code: 'UNKNOWN_SEGMENT' });
  });

  it('takes over the audiences of schema version 7, of which no answers were kept', async () => {
    await test.call('workspace.close', {});
    const path = join(engine.folder, 'library.huaxiang');
    await asSchemaVersion7(path);
    expect(await test.call('workspace.open', { file: test.grant(path) })).toMatchObject({ schemaVersion: 12 });
    expect(await test.call('audiences.change', { id: june })).toMatchObject({
      before: 5,
      joined: 4,
      left: 4,
      gone: 1,
      arrived: null,
      flips: null,
    });
    expect(await trend('chosen')).toEqual([[2, 6, 8]]);
  });
});

async function asSchemaVersion7(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE meta.audience_members (audience VARCHAR NOT NULL, key VARCHAR NOT NULL);
    INSERT INTO meta.audience_members SELECT audience, key FROM meta.audience_customers WHERE member;
    UPDATE meta.audiences SET audience = replace(audience, '"answers":true,', '');
    DROP TABLE meta.audience_customers; DROP TABLE meta.segment_sizes;
    UPDATE meta.workspace SET value = '7' WHERE key = 'schemaVersion'`);
  connection.closeSync();
  instance.closeSync();
}
