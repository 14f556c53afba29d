import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ParquetColumn, parquetFile, ROW_GROUP_ROWS } from '../../../shared/demo/parquetFile';
import type { SqlConnection, SqlEngine } from '../../../shared/kernel/ports';
import { type Cell, records } from '../../../shared/kernel/table';
import { describeEngines } from '../../support/engines';

interface Row {
  readonly text: string | null;
  readonly number: number | null;
  readonly seconds: number;
  readonly days: number;
}

const WORDS = ['', 'plain', '上海', 'a"b,c\n', '𠮷', "it's"];

describeEngines('a Parquet file', ({ factory, files, folder }) => {
  let engine: SqlEngine;
  let connection: SqlConnection;
  beforeAll(async () => {
    engine = await factory.open(null, {});
    connection = await engine.connect();
  });
  afterAll(() => engine.close());

  async function readBack(columns: readonly ParquetColumn[], rows: number, select: string): Promise<Record<string, Cell>[]> {
    const file = files.inside(files.grant(folder), 'test.parquet');
    await files.write(file, parquetFile(columns, rows));
    const source = await engine.source(connection, file, 'parquet');
    const from = 'path' in source ? `read_parquet('${source.path}')` : 'table' in source ? source.table : '';
    try {
      return records(await connection.query(`SELECT ${select} FROM ${from}`));
    } finally {
      await source.release();
    }
  }

  test('holds any texts, numbers, times and days, known or not', async () => {
    const row: fc.Arbitrary<Row> = fc.record({
      text: fc.option(fc.constantFrom(...WORDS), { freq: 3 }),
      number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { freq: 3 }),
      seconds: fc.integer({ min: 0, max: 4_000_000_000 }),
      days: fc.integer({ min: -20_000, max: 40_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
        const found = await readBack(
          columnsOf(rows),
          rows.length,
          "text, number, epoch(time)::BIGINT AS seconds, (day - DATE '1970-01-01')::BIGINT AS days, typeof(time) AS type",
        );
        expect(found).toEqual(rows.map((expected) => ({ ...expected, type: 'TIMESTAMP' })));
      }),
      { numRuns: 40 },
    );
  });

  test('may be empty', async () => {
    expect(await readBack(columnsOf([]), 0, 'count(*)::BIGINT AS n')).toEqual([{ n: 0 }]);
  });

  test('holds more rows than a row group, with a dictionary for each', async () => {
    const rows = 2 * ROW_GROUP_ROWS + 5;
    const columns: ParquetColumn[] = [
      { name: 'id', type: 'text', code: (row) => rows - 1 - row, textOf: (code) => `id ${code}`, distinct: rows },
      { name: 'number', type: 'double', value: (row) => row },
    ];
    const select = `count(*)::BIGINT AS n, count(DISTINCT id)::BIGINT AS ids, count(*) FILTER (id = 'id ' || (${rows - 1} - number)::BIGINT)::BIGINT AS same`;
    expect(await readBack(columns, rows, select)).toEqual([{ n: rows, ids: rows, same: rows }]);
  });
});

function columnsOf(rows: readonly Row[]): ParquetColumn[] {
  const at = (row: number): Row => rows[row] ?? { text: null, number: null, seconds: 0, days: 0 };
  return [
    {
      name: 'text',
      type: 'text',
      code: (row) => WORDS.indexOf(at(row).text ?? 'unknown'),
      textOf: (code) => WORDS[code] ?? '',
      distinct: WORDS.length,
    },
    { name: 'number', type: 'double', value: (row) => at(row).number ?? Number.NaN },
    { name: 'time', type: 'timestamp', seconds: (row) => at(row).seconds },
    { name: 'day', type: 'date', days: (row) => at(row).days },
  ];
}
