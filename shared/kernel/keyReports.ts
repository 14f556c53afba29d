import type { EntityMap, KeyReport } from '../model/entities';
import { keyExamplesSql, keyReportSql } from '../sql/entitiesSql';
import type { SqlConnection } from './ports';
import { readSourceLines } from './sourceLines';
import { records } from './table';

const EXAMPLES = 5;

/** How unique the keys of the customer and attribute tables are, over all their rows. */
export async function keyReports(connection: SqlConnection, { customers, attributes }: EntityMap): Promise<KeyReport[]> {
  const keys = [...(typeof customers.key === 'string' ? [{ table: customers.table, key: customers.key }] : []), ...attributes];
  const reports: KeyReport[] = [];
  for (const { table, key } of keys) reports.push(await keyReport(connection, table, key));
  return reports;
}

async function keyReport(connection: SqlConnection, table: string, key: string): Promise<KeyReport> {
  const counts = records(await connection.query(keyReportSql(table, key)))[0] ?? {};
  const report = {
    table,
    key,
    rows: Number(counts.rows ?? 0),
    nullKeys: Number(counts.null_keys ?? 0),
    duplicateRows: Number(counts.duplicate_rows ?? 0),
    duplicateKeys: Number(counts.duplicate_keys ?? 0),
  };
  const faulty = report.nullKeys + report.duplicateRows > 0;
  return { ...report, examples: faulty ? await examples(connection, table, key) : [] };
}

async function examples(connection: SqlConnection, table: string, key: string): Promise<KeyReport['examples']> {
  const lineOf = await readSourceLines(connection, table);
  const found = records(await connection.query(keyExamplesSql(table, key, EXAMPLES)));
  return found.map((example) => ({
    key: example.key === null ? null : String(example.key),
    rows: Number(example.n),
    lines: String(example.lines)
      .split(',')
      .map((row) => lineOf(Number(row))),
  }));
}
