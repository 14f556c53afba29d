import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { records } from '../../../shared/kernel/table';
import { checkQueryTree, QUERY_TREE_SQL } from '../../../shared/sql/checkQueryTree';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { tableRows } from '../../support/tableRows';

const MAP = {
  customers: { table: 'clients', key: 'id' },
  attributes: [],
  events: [{ table: 'trades', customer: 'client', time: 'day', name: { value: 'trade' }, props: ['amount'] }],
  balances: [],
  exposures: [],
};

/** Each must be refused before the database sees it. `$FILE` is a file that can be read, `$OWN` the workspace's own. */
const HOSTILE = [
  ...readFileSync(join(import.meta.dirname, '../../fixtures/attacks.sql'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('-- ')),
  '',
  '-- nothing',
];

/** With the answer that a person finds by looking at the two files below. */
const GOOD: readonly (readonly [string, unknown])[] = [
  ['SELECT 1', [[1]]],
  ['select count(*) from clients;', [[4]]],
  [
    'SELECT c.city, count(*) AS n FROM data.clients c GROUP BY ALL ORDER BY n DESC, 1',
    [
      ['杭州', 2],
      ['北京', 1],
      [null, 1],
    ],
  ],
  ['FROM data.clients SELECT id WHERE age > 30 ORDER BY id', [['b'], ['c']]],
  ['WITH t(who, total) AS (SELECT client, sum(amount) FROM data.trades GROUP BY 1) SELECT who FROM t WHERE total > 50', [['a']]],
  ['SELECT id FROM data.clients WHERE id IN (SELECT client FROM data.trades) ORDER BY 1', [['a'], ['b']]],
  [
    'SELECT a.id FROM data.clients AS a LEFT JOIN data.trades AS b ON a.id = b.client WHERE b.client IS NULL ORDER BY 1',
    [['c'], ['d']],
  ],
  ['SELECT count(*) FROM tags.customers', [[4]]],
  ['SELECT name, count(*) FROM tags.events GROUP BY 1', [['trade', 3]]],
  ['SELECT id, row_number() OVER (PARTITION BY city ORDER BY age DESC) AS r FROM clients QUALIFY r = 2', [['a', 2]]],
  ['SELECT extract(year FROM day), count(*) FROM data.trades GROUP BY 1', [[2024, 3]]],
  ['SELECT list_transform([1, 2], x -> x * 2), {k: 1}.k, [3, 4][2]', [['[2, 4]', 1, 4]]],
  ["SELECT CASE WHEN age IS NOT DISTINCT FROM 31 THEN 'x' ELSE 'y' END FROM data.clients WHERE id = 'b'", [['x']]],
  ['SELECT x FROM range(3) AS r(x) UNION ALL SELECT 9 ORDER BY 1 DESC LIMIT 2', [[9], [2]]],
  ['WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT sum(i)::INTEGER FROM n', [[10]]],
  ["SELECT count(*) FILTER (WHERE city = '杭州') /* ; */ -- ; DROP\nFROM data.clients", [[2]]],
  ['SELECT quantile_cont(age, 0.5) FROM data.clients', [[29]]],
  ['SELECT sum(amount)::DECIMAL(10, 2) AS "总额", max(day) FROM data."trades"', [['75.75', '2024-03-01']]],
  ['SELECT * EXCLUDE (city, age) FROM data.clients ORDER BY ALL LIMIT 1 OFFSET 1', [['b']]],
];

describeEngines('a query typed by a person', (engine) => {
  let test: TestKernel;
  const secret = join(engine.folder, 'secret.csv');
  const own = join(engine.folder, 'own.huaxiang');
  beforeAll(async () => {
    writeFileSync(secret, 'secret\n42\n');
    test = startKernel(engine);
    await test.call('workspace.create', { file: engine.name === 'native' ? test.grant(own) : null });
    await load('clients', 'id,age,city\na,25,杭州\nb,31,杭州\nc,45,北京\nd,27,\n');
    await load('trades', 'client,day,amount\na,2024-01-05,50.5\nb,2024-02-07,20\na,2024-03-01,5.25\n');
    await test.call('entities.apply', { map: MAP });
  });
  afterAll(() => test.kernel.close());

  async function load(table: string, text: string) {
    const path = join(engine.folder, `${table}.csv`);
    writeFileSync(path, text);
    await test.call('imports.run', { file: test.grant(path), table });
  }

  function planted(sql: string): string {
    return sql.replaceAll('$FILE', secret).replaceAll('$OWN', own);
  }

  async function rows(sql: string): Promise<unknown[][]> {
    const answer = await test.call('queries.run', { sql });
    const page = await test.call('queries.page', { query: answer.query, offset: 0, limit: 1000 });
    return tableRows(page.arrow);
  }

  it.each(HOSTILE)('is refused: %s', async (hostile) => {
    const sql = planted(hostile);
    const error = await test.failure('queries.run', { sql });
    expect(['INVALID_SQL', 'UNKNOWN_TABLE']).toContain(error.code);
    // By the gates, which have words of their own, and not by what the database says.
    expect(error.say?.key).toMatch(/^query\.(?!database)/);
    expect(readFileSync(secret, 'utf8')).toBe('secret\n42\n');
  });

  it('leaves files, tables and the engine as they were, whatever was refused', async () => {
    const left = readdirSync(engine.folder).filter((name) => !name.startsWith('own.huaxiang') && name !== 'keys');
    expect(left.sort()).toEqual(['clients.csv', 'kernel.log', 'secret.csv', 'trades.csv']);
    expect(await rows('SELECT count(*), sum(age)::INTEGER, count(DISTINCT city) FROM data.clients')).toEqual([[4, 128, 2]]);
    expect(await rows('SELECT count(*), sum(amount) FROM data.trades')).toEqual([[3, 75.75]]);
    expect(await rows('SELECT 42')).toEqual([[42]]);
  });

  it.each(GOOD)('is answered: %s', async (sql, expected) => {
    expect(await rows(sql)).toEqual(expected);
  });

  if (engine.name === 'native') {
    it.each([
      'SELECT CAST(id AS VARIANT) FROM data.clients',
      'SELECT TRY_CAST(id AS "variant") FROM data.clients',
      'SELECT id::"VARIANT" FROM data.clients',
      'SELECT {k: id}::STRUCT(k VARIANT[]) FROM data.clients',
      'SELECT id::MAP(VARCHAR, VARIANT) FROM data.clients',
    ])('is refused for a type that crashes, however it is named: %s', async (sql) => {
      expect((await test.failure('queries.run', { sql })).say?.key).toBe('query.part');
    });

    it('is refused by its tree alone, too, where it is a query at all', async () => {
      const tables = [
        { schema: 'data', name: 'clients' },
        { schema: 'data', name: 'trades' },
      ];
      const queries = HOSTILE.map(planted).filter(
        (sql) => /^(select|with|from|pivot)/i.test(sql) && !sql.startsWith("SELECT E'"),
      );
      const passed: string[] = [];
      const connection = await (await engine.factory.open(null, {})).connect();
      for (const sql of queries) {
        const tree = String(records(await connection.query(QUERY_TREE_SQL, [sql]))[0]?.tree);
        if (JSON.parse(tree).error) continue;
        expect(() => checkQueryTree(tree, tables), sql).toThrow();
        passed.push(sql);
      }
      expect(passed.length).toBeGreaterThan(120);
      await connection.close();
    });
  }

  it.each([
    ['SELECT nmae\nFROM data.clients', 'UNKNOWN_COLUMN', [1, 8], undefined],
    ["SELECT '余额很多', c.agee\nFROM data.clients c", 'UNKNOWN_COLUMN', [1, 18], ['age']],
    ['SELECT id,\n  ctiy\nFROM data.clients', 'UNKNOWN_COLUMN', [2, 3], ['city']],
    ['SELECT 1\nFROM data.client', 'UNKNOWN_TABLE', [2, 6], ['data.clients']],
    ['SELECT 1 FROM tags.customer', 'UNKNOWN_TABLE', [1, 15], ['tags.customers']],
    ['WITH recent AS (SELECT 1) SELECT * FROM recnet', 'UNKNOWN_TABLE', [1, 41], ['recent']],
    ['SELECT\n\tcuont(*) FROM data.clients', 'INVALID_SQL', [2, 2], ['count']],
    ['SELECT id /* 名 */ FROM FROM data.clients', 'UNKNOWN_TABLE', [1, 24], undefined],
    ['SELECT id FROM data.clients WHERE', 'INVALID_SQL', [1, 34], undefined],
    ["SELECT '一二三四五六七八九十' AS x, id + FROM data.clients", 'INVALID_SQL', [1, 32], undefined],
    ['SELECT id, sum(age) FROM data.clients', 'INVALID_SQL', [1, 8], undefined],
    ['SELECT (id FROM data.clients', 'INVALID_SQL', [1, 8], undefined],
  ] as const)('says where it is wrong and what was meant: %s', async (sql, code, [line, column], meant) => {
    for (const method of ['queries.run', 'queries.check', 'queries.explain'] as const) {
      const error = await test.failure(method, { sql });
      expect(error).toMatchObject({ code, at: { line, column } });
      expect(error.message).toContain(`Line ${line}, column ${column}: `);
      if (meant) expect(error.hint).toBe(`Did you mean ${meant.join(', ')}?`);
    }
  });

  it('gives no more rows than it may, and says so', async () => {
    const cut = await test.call('queries.run', { sql: 'SELECT * FROM range(5000)', limit: 3000 });
    expect(cut).toMatchObject({ rows: 3000, more: true, columns: [{ name: 'range', type: 'integer', sqlType: 'BIGINT' }] });
    const page = await test.call('queries.page', { query: cut.query, offset: 2990, limit: 100 });
    expect(page.total).toBe(3000);
    expect(tableRows(page.arrow)).toEqual(Array.from({ length: 10 }, (_, row) => [2990 + row]));
    const whole = await test.call('queries.run', { sql: 'SELECT * FROM range(3000)', limit: 3000 });
    expect(whole).toMatchObject({ rows: 3000, more: false });
  });

  it('gives every digit, and what has no other form as text', async () => {
    const sql = `SELECT 9007199254740993 AS big, 170141183460469231731687303715884105727 AS huge, 0.10::DECIMAL(20, 2) AS money,
      DATE '2024-02-29' AS day, [1, NULL] AS list, {'a': 1} AS struct, INTERVAL 3 DAY AS span, NULL AS none, 'a' AS x, 'b' AS x`;
    const { query, columns } = await test.call('queries.run', { sql });
    expect(columns.map(({ sqlType, type }) => [sqlType.slice(0, 7), type])).toEqual([
      ['BIGINT', 'integer'],
      ['HUGEINT', 'integer'],
      ['DECIMAL', 'number'],
      ['DATE', 'date'],
      ['INTEGER', 'text'],
      ['STRUCT(', 'text'],
      ['INTERVA', 'text'],
      ['INTEGER', 'integer'],
      ['VARCHAR', 'text'],
      ['VARCHAR', 'text'],
    ]);
    const copied = await test.call('queries.copy', { query, rows: [0, 0], columns: [0, 9] });
    expect(copied.text.split('\t')).toEqual([
      '9007199254740993',
      '170141183460469231731687303715884105727',
      '0.10',
      '2024-02-29',
      '[1, NULL]',
      "{'a': 1}",
      '3 days',
      '',
      'a',
      'b',
    ]);
  });

  it('masks what is of persons in what is copied', async () => {
    const sql = "SELECT * FROM (VALUES ('13800138000', 1), ('13912345678', 2)) AS v(reach, n)";
    const { query } = await test.call('queries.run', { sql });
    const copied = await test.call('queries.copy', { query, rows: [0, 1], columns: [0, 1], names: true });
    expect(copied.text).toBe('reach\tn\n138****8000\t1\n139****5678\t2');
    expect(copied.masked).toEqual([{ column: 'reach', kind: 'mobile' }]);
  });

  it('is stopped by a cancel in the middle, and the next one runs', async () => {
    const stop = new AbortController();
    const sql = 'SELECT count(*) FROM range(100000000) AS a, range(100000) AS b WHERE (a.range * 7 + b.range) % 13 = 5';
    const failed = test.failure('queries.run', { sql }, stop.signal);
    await wait(300);
    stop.abort();
    expect(await failed).toMatchObject({ code: 'CANCELLED' });
    expect(await rows('SELECT 1')).toEqual([[1]]);
    const [, cancelled] = await test.call('queries.history', {});
    expect(cancelled).toMatchObject({ sql, rows: null, error: { code: 'CANCELLED' } });
  });

  it('is remembered with what came of it, newest first', async () => {
    await rows('SELECT 7 AS seven');
    await test.failure('queries.run', { sql: 'SELECT sevn FROM data.clients' });
    const [failed, done] = await test.call('queries.history', {});
    expect(done).toMatchObject({ sql: 'SELECT 7 AS seven', rows: 1, more: false, error: null });
    expect(Math.abs(Date.parse(done?.startedAt ?? '') - Date.now())).toBeLessThan(60_000);
    expect(failed).toMatchObject({ rows: null, error: { code: 'UNKNOWN_COLUMN', at: { line: 1, column: 8 } } });
    expect(failed?.id).toBe((done?.id ?? 0) + 1);
  });

  it('leaves the data version, and is planned and checked without being run', async () => {
    const before = await test.call('workspace.info', {});
    const { columns } = await test.call('queries.check', { sql: 'SELECT id, age / 2 AS half FROM data.clients' });
    expect(columns).toEqual([
      { name: 'id', type: 'text', sqlType: 'VARCHAR' },
      { name: 'half', type: 'number', sqlType: 'DOUBLE' },
    ]);
    const { plan } = await test.call('queries.explain', { sql: 'SELECT city, count(*) FROM data.clients GROUP BY city' });
    const [group, scan] = ['GROUP_BY', 'SCAN'].map((step) => plan.split('\n').find((line) => line.includes(step)) ?? '');
    expect(scan).toMatch(/^ {4,}.*clients/);
    expect((group ?? '').search(/\S/)).toBeLessThan((scan ?? '').search(/\S/));
    expect(await test.call('workspace.info', {})).toEqual(before);
  });

  it('may name what the schema lists', async () => {
    const { tables, functions } = await test.call('queries.schema', {});
    const named = tables.map(({ schema, name, rows: count }) => [schema, name, count]);
    expect(named).toEqual([
      ['data', 'clients', 4],
      ['data', 'trades', 3],
      ['tags', 'customers', 4],
      ['tags', 'events', null],
    ]);
    expect(tables[0]?.columns).toEqual([
      { name: 'id', sqlType: 'VARCHAR' },
      { name: 'age', sqlType: 'BIGINT' },
      { name: 'city', sqlType: 'VARCHAR' },
    ]);
    expect(tables[2]?.columns.find(({ name }) => name === 'age')?.note).toBe('age ← clients.age');
    const names = functions.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['count', 'date_trunc', 'range', 'quantile_cont']));
    expect(names).not.toContain('read_csv');
    expect(functions.find(({ name }) => name === 'date_trunc')).toMatchObject({
      kind: 'scalar',
      parameters: ['part', 'timestamp'],
    });
  });
});
