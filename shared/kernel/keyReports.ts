import type { EntityMap, KeyReport } from '../model/entities';
import type { CustomerKeys } from '../sql/customerRowsSql';
import { keyExamplesSql, keyReportSql } from '../sql/entitiesSql';
import { repeatedKeyDaysSql } from '../sql/sourcesSql';
import type { SqlConnection } from './ports';
import { readSourceLines } from './sourceLines';
import { records } from './table';
import type { KnownTable } from './tables';

const EXAMPLES = 5;

/** How unique the keys of the customer and attribute tables are, over all their rows. */
export async function keyReports(
  connection: SqlConnection,
  { customers, attributes }: EntityMap,
  tables: readonly KnownTable[],
): Promise<KeyReport[]> {
  const reports: KeyReport[] = [];
  if (typeof customers.key === 'string') reports.push(await keyReport(connection, customers.table, customers.key));
  for (const { table, key } of attributes) {
    const report = await keyReport(connection, table, key);
    const day = report.duplicateKeys > 0 ? await dayBetween(connection, report, tables) : null;
    reports.push(day === null ? report : { ...report, day });
  }
  return reports;
}

/** Whether keys of the table are empty or repeat. */
export function isViolated({ nullKeys, duplicateRows }: KeyReport): boolean {
  return nullKeys + duplicateRows > 0;
}

/** While nobody chose a repair, the first row of each key stands for its customer. */
export function keptCustomers({ customers }: EntityMap, reports: readonly KeyReport[]): CustomerKeys['rows'] {
  const report = reports.find(({ table }) => table === customers.table);
  return report && isViolated(report) ? (customers.repair ?? { kind: 'keepFirst' }) : 'rowid';
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
  return { ...report, examples: isViolated({ ...report, examples: [] }) ? await examples(connection, table, key) : [] };
}

/** The column of days that makes repeated keys unique, if there is one. */
async function dayBetween(
  connection: SqlConnection,
  { table, key }: KeyReport,
  tables: readonly KnownTable[],
): Promise<string | null> {
  const columns = tables.find(({ name }) => name === table)?.columns ?? [];
  for (const { name, type } of columns) {
    if (type !== 'date' && type !== 'timestamp') continue;
    if (Number(records(await connection.query(repeatedKeyDaysSql(table, key, name)))[0]?.n) === 0) return name;
  }
  return null;
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
