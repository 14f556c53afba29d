import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parquetBytes, parquetTypes } from '#shared/kernel/exportParquet';
import type { SqlConnection, SqlEngine } from '#shared/kernel/ports';
import { plainParquet } from '#shared/package/plainParquet';
import { CREATE_CANARIES_SQL } from '#shared/sql/canariesSql';
import { EXPORT_ROWS } from '#shared/sql/exportRowsSql';
import { literal } from '#shared/sql/quote';
import { describeEngines } from '../../support/engines';

const RUNS = Number(process.env.PARQUET_TABLES ?? 25);
const text = fc.string({ unit: fc.constantFrom(...'客户=+\'"-,\n张伟é😀0') });
const digits = (max: bigint) => fc.bigInt({ min: -max, max }).map(String);
const decimal = (digitsBefore: number, scale: number) =>
  fc.tuple(fc.boolean(), digits(10n ** BigInt(digitsBefore) - 1n), fc.nat(10 ** scale - 1)).map(([, whole, rest]) => {
    return `${whole}.${String(rest).padStart(scale, '0')}`;
  });

/** Types of columns, and values of them as the database reads them. */
const TYPES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  VARCHAR: text,
  BIGINT: digits(2n ** 63n - 1n),
  INTEGER: digits(2n ** 31n - 1n),
  UTINYINT: fc.nat(255).map(String),
  HUGEINT: digits(10n ** 38n - 1n),
  'DECIMAL(4,2)': decimal(2, 2),
  'DECIMAL(18,4)': decimal(14, 4),
  'DECIMAL(38,6)': decimal(32, 6),
  DOUBLE: fc.oneof(fc.double({ noNaN: true }).map(String), fc.constantFrom('nan', 'inf', '-inf')),
  BOOLEAN: fc.boolean().map(String),
  DATE: fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  TIMESTAMP: fc
    .tuple(fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), fc.nat(999))
    .map(([time, micros]) => `${time.toISOString().slice(0, 23).replace('T', ' ')}${String(micros).padStart(3, '0')}`),
  TIME: fc.constantFrom('08:30:00', '23:59:59'),
};

const tables = fc
  .array(fc.constantFrom(...Object.keys(TYPES)), { minLength: 1, maxLength: 6 })
  .chain((types) =>
    fc
      .array(fc.tuple(...types.map((type) => fc.option(TYPES[type] ?? text))), { minLength: 1, maxLength: 40 })
      .map((rows) => ({ types, rows })),
  );

describeEngines('a Parquet file of an export', (engine) => {
  let opened: SqlEngine;
  let connection: SqlConnection;
  let plain: Awaited<ReturnType<DuckDBInstance['connect']>>;

  beforeAll(async () => {
    opened = await engine.factory.open(null, {});
    connection = await opened.connect();
    plain = await (await DuckDBInstance.create(':memory:')).connect();
  });
  afterAll(async () => {
    await connection.close();
    await opened.close();
    plain.closeSync();
  });

  it('holds each cell of random tables as the database has it, as another program reads it', async () => {
    const path = join(engine.folder, 'random.parquet');
    await fc.assert(
      fc.asyncProperty(tables, async ({ types, rows }) => {
        await stage(types, rows);
        const names = types.map((_, place) => `列${place}`);
        const bytes = await parquetBytes(connection, names, new AbortController().signal);
        expect(Buffer.from(await parquetBytes(connection, names, new AbortController().signal)).equals(bytes)).toBe(true);
        expect(plainParquet(bytes)).toEqual({ columns: names, rows: rows.length });
        writeFileSync(path, bytes);
        const read = await plain.runAndReadAll(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet('${path}')`);
        const wanted = await plain.runAndReadAll(
          `SELECT ${types.map((type, at) => `CAST(CAST(c${at} AS ${type}) AS VARCHAR)`).join(', ')} FROM (VALUES ${valuesOf(rows)}) AS rows(${names.map((_, at) => `c${at}`).join(', ')})`,
        );
        expect(read.getRows()).toEqual(wanted.getRows());
      }),
      { numRuns: RUNS, seed: 7 },
    );
  });

  it('keeps the types of its columns', async () => {
    const types = Object.keys(TYPES);
    await stage(types, [types.map(() => null)]);
    const bytes = await parquetBytes(connection, types, new AbortController().signal);
    const path = join(engine.folder, 'types.parquet');
    writeFileSync(path, bytes);
    const described = await plain.runAndReadAll(`SELECT column_type FROM (DESCRIBE FROM read_parquet('${path}'))`);
    const wider: Readonly<Record<string, string>> = {
      INTEGER: 'BIGINT',
      UTINYINT: 'BIGINT',
      HUGEINT: 'DECIMAL(38,0)',
      TIME: 'VARCHAR',
    };
    expect(described.getRows().flat()).toEqual(types.map((type) => wider[type] ?? type));
    expect((await parquetTypes(connection, types.length)).map(({ field }) => field).slice(0, 4)).toEqual([
      'string',
      'integer',
      'integer',
      'integer',
    ]);
  });

  it('is the same bytes on every engine', async () => {
    await stage(['VARCHAR', 'BIGINT', 'DECIMAL(18,4)', 'DATE'], ROWS);
    const bytes = Buffer.from(await parquetBytes(connection, ['客户', 'n', 'd', 'day'], new AbortController().signal));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      '21a48d1d4a82098258c913715feb48175956b3a587983131b1e7a1da408c104d',
    );
  });

  async function stage(types: readonly string[], rows: readonly (readonly (string | null)[])[]): Promise<void> {
    const columns = types.map((type, at) => `CAST(v${at} AS ${type}) AS c${at}`);
    const names = types.map((_, at) => `v${at}`);
    const placed = rows.map((cells, row) => `(${row}, ${cells.map(sqlCell).join(', ')})`);
    await connection.exec(
      `CREATE OR REPLACE TEMP TABLE ${EXPORT_ROWS} AS SELECT CAST(n AS UINTEGER) AS row, 'same' AS order_text, ${columns.join(', ')}
        FROM (VALUES ${placed.join(', ')}) AS staged(n, ${names.join(', ')})`,
    );
    await connection.exec(CREATE_CANARIES_SQL);
  }
});

const ROWS = [
  ['张伟', '9007199254740993', '12345678901234.5678', '2026-06-30'],
  [null, null, null, null],
  ['=1+1', '-1', '-0.0001', '1969-12-31'],
];

function sqlCell(cell: string | null): string {
  return cell === null ? 'CAST(NULL AS VARCHAR)' : literal(cell);
}

function valuesOf(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((cells) => `(${cells.map(sqlCell).join(', ')})`).join(', ');
}
