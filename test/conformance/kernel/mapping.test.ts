import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { berkaMap, loadBerka, OWNER, transactions } from '../../support/berka';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const VISITS = { table: 'visits', customer: 'client_id', time: 'day', name: { value: 'visit' }, props: ['page', 'amount'] };
const SAVINGS = { table: 'savings', customer: 'client_id', day: 'month_end', props: ['saved', 'row'] };

/** Written by hand: the owner of each transaction's account, as the tables say. */
const OWNED_EVENTS = `SELECT count(*) FROM data.trans t JOIN data.disp d ON d.account_id = t.account_id JOIN data.client c ON c.client_id = d.client_id
  WHERE d.type = 'OWNER' AND t.date IS NOT NULL`;

describeEngines('the entity map', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await loadBerka(test, engine.folder);
  });
  afterAll(() => test.kernel.close());

  const count = (sql: string) => test.countBySql(sql, []);

  it('makes one stream of all events, through a path where the key is another', async () => {
    const applied = await test.call('entities.apply', { map: berkaMap({ events: [transactions(), VISITS] }) });
    expect(applied).toMatchObject({ customers: 5, asOf: '1996-03-02' });
    expect(applied.sources[0]).toEqual({
      kind: 'events',
      source: 0,
      table: 'trans',
      rows: 9,
      matched: 5,
      unmatched: 3,
      unmatchedKeys: [
        { key: '30', rows: 1 },
        { key: '99', rows: 1 },
        { key: null, rows: 1 },
      ],
      nullTimes: 1,
      customers: 3,
      first: '1996-01-03 09:00:00',
      last: '1996-02-28 23:59:59',
      ambiguousKeys: 0,
      ambiguousRows: 0,
      ambiguous: [],
    });
    expect(applied.sources[1]).toMatchObject({
      rows: 3,
      matched: 2,
      unmatched: 1,
      unmatchedKeys: [{ key: '8', rows: 1 }],
      customers: 2,
    });
    for (const client of [1, 2, 3, 4, 5]) {
      const byHand = await count(`${OWNED_EVENTS} AND c.client_id = ${client}`);
      const sql = `SELECT count(*) FROM tags.events e JOIN tags.customers c ON c.row = e.row WHERE c.client_id = ${client} AND e.source = 0`;
      expect(await count(sql)).toBe(byHand);
    }
    // The amounts of both sources are one property; each row is known by its place in its file.
    expect(applied.props).toEqual([
      {
        id: 'amount',
        type: 'number',
        from: [
          { source: 0, column: 'amount' },
          { source: 1, column: 'amount' },
        ],
      },
      { id: 'channel', type: 'text', from: [{ source: 0, column: 'channel' }] },
      { id: 'page', type: 'text', from: [{ source: 1, column: 'page' }] },
    ]);
    expect(await count('SELECT sum(amount) FROM tags.events')).toBe(100.5 + 20 + 300 + 70 + 7 + 1 + 2);
    expect(await count("SELECT count(*) FROM tags.events WHERE name = 'visit' AND channel IS NULL AND page IS NOT NULL")).toBe(2);
    expect(await count("SELECT source_row FROM tags.events WHERE name = 'CREDIT' AND amount = 300")).toBe(2);
    expect(await count("SELECT row FROM tags.events WHERE name = 'CREDIT' AND amount = 300")).toBe(1);
  });

  it('refuses a path that reaches several customers, and shows which', async () => {
    const map = berkaMap({ events: [transactions(null)] });
    const error = await test.failure('entities.apply', { map });
    expect(error).toMatchObject({ code: 'KEY_VIOLATION', at: { path: 'events.0.customer', field: 'trans.account_id' } });
    expect(error.message).toContain('2 keys of trans.account_id');
    expect(error.message).toContain('"10" reaches "1", "2"');
    const { sources } = await test.call('entities.check', { map });
    expect(sources[0]).toMatchObject({
      ambiguousKeys: 2,
      ambiguousRows: 4,
      ambiguous: [
        { key: '10', customers: ['1', '2'], rows: 2 },
        { key: '40', customers: ['4', '5'], rows: 2 },
      ],
    });
  });

  it('goes through several tables, and takes doubled links as one', async () => {
    const path = join(engine.folder, 'cards.csv');
    writeFileSync(path, 'card,disp\nA,1\nA,1\nB,3\nC,5\n');
    await test.call('imports.run', { file: test.grant(path), table: 'cards', options: { header: true } });
    writeFileSync(path, 'card,at\nA,1996-01-01\nB,1996-01-02\nC,1996-01-03\nC,1996-01-04\n');
    await test.call('imports.run', { file: test.grant(path), table: 'swipes', options: { header: true } });
    const via = [
      { table: 'cards', from: 'card', to: 'disp' },
      { table: 'disp', from: 'disp_id', to: 'client_id', where: OWNER },
    ];
    const swipes = {
      table: 'swipes',
      customer: { column: 'card', via },
      time: 'at',
      name: { value: 'swipe' },
      where: "card <> 'B'",
    };
    const applied = await test.call('entities.apply', { map: { ...berkaMap(), events: [swipes] } });
    expect(applied.sources[0]).toMatchObject({ rows: 3, matched: 3, customers: 2, ambiguousKeys: 0 });
    expect(await count('SELECT count(*) FROM tags.events WHERE row = 3')).toBe(2);
    const error = await test.failure('tables.drop', { table: 'disp' });
    expect(error.code).toBe('INVALID_ENTITIES');
  });

  it('takes the last balances up to the as-of day as tags', async () => {
    const applied = await test.call('entities.apply', { map: berkaMap({ balances: [SAVINGS], asOf: '1996-03-30' }) });
    expect(applied.sources[0]).toMatchObject({ kind: 'balances', rows: 6, matched: 6, customers: 3, repeatedDays: 0 });
    const tags = await test.call('tags.list', {});
    expect(tags.map(({ id }) => id)).toEqual(['client_id', 'gender', 'district', 'savings.saved', 'savings.row']);
    expect(tags[3]).toMatchObject({ source: { table: 'savings', column: 'saved' }, coverage: 0.2, distinct: 1 });
    expect(await count('SELECT "savings.saved" FROM tags.customers WHERE client_id = 1')).toBe(1100);
    // Client 2 has no balance on that day: an older one is not carried on.
    expect(await count('SELECT count(*) FROM tags.customers WHERE "savings.row" IS NULL')).toBe(3);
    await test.call('entities.apply', { map: berkaMap({ balances: [SAVINGS], asOf: '1996-01-01' }) });
    expect(await count('SELECT count("savings.row") FROM tags.customers')).toBe(0);
  });

  it('refuses balances as an attribute and says how to map them', async () => {
    const map = berkaMap({ attributes: [{ table: 'savings', key: 'client_id' }] });
    const error = await test.failure('entities.apply', { map });
    expect(error).toMatchObject({ code: 'KEY_VIOLATION', at: { field: 'savings.client_id' }, say: { key: 'entities.snapshot' } });
    expect(error.hint).toContain('month_end');
    expect((await test.call('entities.check', { map })).reports[1]).toMatchObject({ table: 'savings', day: 'month_end' });
  });

  it('refuses several balances of a customer on one day', async () => {
    const via = [{ table: 'client', from: 'district', to: 'client_id', where: 'client_id IN (1, 2)' }];
    const path = join(engine.folder, 'twice.csv');
    writeFileSync(path, 'district,day,x\nPrague,1996-01-31,1\nPrague,1996-01-31,2\nBrno,1996-01-31,3\n');
    await test.call('imports.run', { file: test.grant(path), table: 'twice', options: { header: true } });
    const balances = [{ table: 'twice', customer: { column: 'district', via }, day: 'day', props: ['x'] }];
    const error = await test.failure('entities.apply', { map: berkaMap({ balances }) });
    expect(error).toMatchObject({ code: 'KEY_VIOLATION', say: { key: 'entities.repeatedDays' } });
    expect(error.message).toContain('"1" has 2 rows on 1996-01-31');
  });

  it('keeps exposures without a time and counts those of nobody', async () => {
    const exposures = [
      { table: 'mailing', campaign: 'campaign', customer: 'client_id', variant: 'arm', time: 'sent', cost: 'cost' },
    ];
    const { sources } = await test.call('entities.apply', { map: berkaMap({ exposures }) });
    expect(sources[0]).toMatchObject({ kind: 'exposures', rows: 3, matched: 2, unmatched: 1, nullTimes: 0, customers: 2 });
    expect(
      await count("SELECT count(*) FROM tags.exposures WHERE variant = 'control' AND time IS NULL AND channel IS NULL"),
    ).toBe(1);
    expect(await count('SELECT sum(cost) FROM tags.exposures')).toBe(1.5);
    await test.call('entities.apply', { map: berkaMap() });
    expect(await count("SELECT count(*) FROM duckdb_views() WHERE view_name IN ('events', 'exposures')")).toBe(0);
  });

  it('follows the customers where a repair renumbers them', async () => {
    const path = join(engine.folder, 'holders.csv');
    writeFileSync(path, 'id,name\n2,b\n1,a\n2,c\n,d\n3,e\n');
    await test.call('imports.run', { file: test.grant(path), table: 'holders', options: { header: true } });
    const customers = { table: 'holders', key: 'id', repair: { kind: 'drop' as const } };
    const map = { ...berkaMap({ events: [{ ...VISITS, time: 'day' }] }), customers };
    expect((await test.call('entities.check', { map })).sources[0]).toMatchObject({ matched: 2, unmatched: 1 });
    await test.call('entities.apply', { map });
    expect(
      await count(
        "SELECT count(*) FROM tags.events e JOIN tags.customers c ON c.row = e.row WHERE (c.id, page) IN ((1, 'home'), (3, 'loans'))",
      ),
    ).toBe(2);
  });

  it('compares keys of different types as they are written', async () => {
    const path = join(engine.folder, 'notes.csv');
    writeFileSync(path, 'who,at\n1,1996-01-01\nx,1996-01-02\n04,1996-01-03\n4,1996-01-04\n');
    await test.call('imports.run', { file: test.grant(path), table: 'notes', options: { header: true } });
    const notes = { table: 'notes', customer: 'who', time: 'at', name: { value: 'note' } };
    const { sources } = await test.call('entities.apply', { map: { ...berkaMap(), events: [notes] } });
    expect(sources[0]).toMatchObject({ rows: 4, matched: 2, unmatched: 2, unmatchedKeys: [{ key: '04' }, { key: 'x' }] });
  });

  it('shows one customer through a map that is not applied', async () => {
    const exposures = [{ table: 'mailing', campaign: 'campaign', customer: 'client_id', variant: 'arm', time: 'sent' }];
    const map = berkaMap({ events: [transactions(), VISITS], balances: [SAVINGS], exposures, asOf: '1996-03-31' });
    const shown = await test.call('entities.example', { map, customer: '1' });
    expect(shown).toEqual({
      key: '1',
      tags: [
        { name: 'client_id', value: 1 },
        { name: 'gender', value: 'F' },
        { name: 'district', value: 'Prague' },
        { name: 'savings.saved', value: 1200 },
        { name: 'savings.row', value: 6 },
      ],
      events: [
        {
          table: 'trans',
          rows: 2,
          newest: [
            {
              time: '1996-01-09 10:30:00',
              name: 'DEBIT',
              props: [
                { name: 'amount', value: 20 },
                { name: 'channel', value: 'atm' },
              ],
            },
            {
              time: '1996-01-03 09:00:00',
              name: 'CREDIT',
              props: [
                { name: 'amount', value: 100.5 },
                { name: 'channel', value: 'branch' },
              ],
            },
          ],
        },
        {
          table: 'visits',
          rows: 1,
          newest: [
            {
              time: '1996-03-02 00:00:00',
              name: 'visit',
              props: [
                { name: 'amount', value: 1 },
                { name: 'page', value: 'home' },
              ],
            },
          ],
        },
      ],
      exposures: [
        { table: 'mailing', rows: 1, newest: [{ time: '1996-02-01 00:00:00', campaign: 'spring', variant: 'letter' }] },
      ],
    });
    // Left to itself it shows a customer of both sources, or the owner of the newest transaction's account.
    expect((await test.call('entities.example', { map })).key).toBe('1');
    expect((await test.call('entities.example', { map: berkaMap({ events: [transactions()] }) })).key).toBe('4');
    expect(await test.failure('entities.example', { map, customer: '77' })).toMatchObject({ say: { key: 'entities.noExample' } });
    const lines = { customers: { table: 'client', key: { line: true as const } } };
    const third = await test.call('entities.example', { map: lines, customer: '4' });
    expect(third.tags[0]).toEqual({ name: 'client_id', value: 3 });
  });

  it.each([
    ['a condition with a sub-select', transactions('account_id IN (SELECT 1)'), 'INVALID_SQL', 'events.0.customer.via.0.where'],
    ['a condition over a column that is not there', transactions('nope = 1'), 'INVALID_SQL', 'events.0.customer.via.0.where'],
    [
      'a condition that cannot be computed',
      transactions('CAST(type AS INTEGER) = 1'),
      'INVALID_SQL',
      'events.0.customer.via.0.where',
    ],
    ['a time that is none', { ...VISITS, time: 'page' }, 'INVALID_ENTITIES', 'events.0'],
    ['a property named twice', { ...VISITS, props: ['page', 'page'] }, 'INVALID_ENTITIES', 'events.0'],
    [
      'a path through no table',
      { ...VISITS, customer: { column: 'page', via: [{ table: 'gone', from: 'a', to: 'b' }] } },
      'UNKNOWN_TABLE',
      'events.0.customer.via.0',
    ],
    [
      'a path through no column',
      { ...VISITS, customer: { column: 'page', via: [{ table: 'disp', from: 'a', to: 'b' }] } },
      'UNKNOWN_COLUMN',
      'events.0.customer.via.0',
    ],
  ])('refuses %s and names its place', async (_what, source, code, path) => {
    const error = await test.failure('entities.check', { map: berkaMap({ events: [source] }) });
    expect(error).toMatchObject({ code, at: { path } });
    expect(error.hint).toBeTruthy();
  });
});
