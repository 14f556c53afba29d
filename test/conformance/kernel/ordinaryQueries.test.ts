import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const ORDINARY = readFileSync(join(import.meta.dirname, '../../fixtures/ordinary.sql'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('-- '));

/** Ordinary, too, and not answered: each is told so in one sentence, at its place. */
const NOT_ANSWERED = [
  "PIVOT data.trades ON kind IN ('pay', 'fund') USING sum(amount) GROUP BY client",
  'SELECT * FROM (SELECT id, age, balance FROM data.clients) UNPIVOT (n FOR what IN (age, balance))',
  'TABLE data.clients',
  "SELECT $$it's$$",
];

const TABLES = {
  clients: `id,age,city,branch,opened,balance
a,25,杭州,east-1,2019-03-01,1200.50
b,31,杭州,east-2,2020-07-15,53000
c,45,北京,west-1,2015-01-20,980.10
d,61,,west-2,2010-11-02,125000.75
e,38,上海,east-1,2021-02-28,15.00
f,27,北京,west-1,2023-09-09,7300.25
`,
  trades: `client,day,moment,kind,amount,note
a,2024-01-05,2024-01-05 09:10:00,login,0,
a,2024-01-05,2024-01-05 09:25:30,pay,50.50,理财 A
b,2024-02-07,2024-02-07 14:00:00,fund,620.00,
b,2024-03-01,2024-03-01 08:59:59,pay,-20.25,退款
c,2024-03-18,2024-03-18 20:15:00,login,0,12
c,2024-04-02,2024-04-02 10:00:00,fund,1500.00,理财 B
f,2024-05-20,2024-05-20 11:30:00,pay,88.88,
f,2024-06-11,2024-06-11 16:45:10,login,0,
z,2024-06-12,2024-06-12 07:00:00,pay,5.00,不在名单
`,
} as const;

const TYPES = {
  clients: 'id VARCHAR, age BIGINT, city VARCHAR, branch VARCHAR, opened DATE, balance DOUBLE',
  trades: 'client VARCHAR, day DATE, moment TIMESTAMP, kind VARCHAR, amount DOUBLE, note VARCHAR',
} as const;

describeEngines('an ordinary query', (engine) => {
  let test: TestKernel;
  let plain: DuckDBConnection;
  beforeAll(async () => {
    plain = await (await DuckDBInstance.create(':memory:')).connect();
    await plain.run('CREATE SCHEMA data; SET schema = data');
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    for (const table of ['clients', 'trades'] as const) {
      const path = join(engine.folder, `${table}.csv`);
      writeFileSync(path, TABLES[table]);
      await test.call('imports.run', { file: test.grant(path), table });
      await plain.run(`CREATE TABLE data.${table} (${TYPES[table]})`);
      await plain.run(`INSERT INTO data.${table} FROM read_csv('${path}', header = true, all_varchar = true)`);
    }
  });
  afterAll(() => test.kernel.close());

  it('is one of more than three hundred', () => {
    expect(new Set(ORDINARY).size).toBeGreaterThan(300);
  });

  it.each(ORDINARY)('is answered as the database alone answers it: %s', async (sql) => {
    const { query, rows, columns } = await test.call('queries.run', { sql });
    const expected = await answerOfPlain(sql);
    expect(columns.map(({ name }) => name)).toEqual(expected.names);
    expect(rows === 0 ? '' : await copied(query, rows - 1, columns.length - 1)).toBe(expected.text);
  });

  it.each(NOT_ANSWERED)('is refused with its place where no form of it is safe to tell: %s', async (sql) => {
    const error = await test.failure('queries.run', { sql });
    expect(error).toMatchObject({ code: 'INVALID_SQL', at: { line: 1 } });
    expect(error.say?.key).toMatch(/^query\.(?!database)/);
  });

  async function copied(query: number, lastRow: number, lastColumn: number): Promise<string> {
    return (await test.call('queries.copy', { query, rows: [0, lastRow], columns: [0, lastColumn] })).text;
  }

  /** As the database writes each value, so that nothing of ours stands between; only a number with a fraction of 0 has several forms. */
  async function answerOfPlain(sql: string) {
    const values = await plain.runAndReadAll(sql);
    const texts = await plain.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM (${sql.replace(/;$/, '')}\n)`);
    const written = texts.getRows();
    const rows = values.getRows().map((row, at) => row.map((value, column) => cellText(value, written[at]?.[column])));
    return { names: values.columnNames(), text: rows.map((row) => row.join('\t')).join('\n') };
  }
});

function cellText(value: unknown, written: unknown): string {
  if (value === null) return '';
  return String(typeof value === 'number' ? value : written);
}
