import { attachCopySql, CURRENT_DATABASE_SQL, copyPathSql, createMaskedCopySql, detachCopySql } from '../sql/maskedCopySql';
import type { ColumnMasks } from '../sql/maskSql';
import { QUERY_COLUMNS_SQL } from '../sql/queriesSql';
import type { NamedTable } from '../sql/queryShape';
import { maskedNames } from './maskedNames';
import type { SqlConnection } from './ports';
import type { MaskedNames } from './resident';
import type { Session } from './session';
import { records } from './table';

const BYTES_OF_NAME = 8;

/**
 * Runs `work` where every table that a query names is its masked copy: in it a masked column is its mask, to whatever looks at it, compares it,
 * sorts by it or fails over it.
 */
export async function onMaskedCopy<T>(
  session: Session,
  connection: SqlConnection,
  tables: readonly NamedTable[],
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const names = await maskedNames(session, connection, signal);
  const columns = records(await connection.query(QUERY_COLUMNS_SQL));
  const isColumn = ({ schema, name }: NamedTable, column: string) =>
    columns.some((row) => row.schema_name === schema && row.table_name === name && row.column_name === column);
  const masked = [...new Map(tables.map((table) => [`${table.schema}.${table.name}`, table])).values()].map((table) => ({
    ...table,
    masks: new Map([...masksOfTable(table, names)].filter(([column]) => isColumn(table, column))),
  }));
  const database = String(records(await connection.query(CURRENT_DATABASE_SQL))[0]?.name);
  const copy = `masked ${hexOf(session.ports.random(BYTES_OF_NAME))}`;
  await connection.exec(attachCopySql(copy));
  try {
    await connection.exec(createMaskedCopySql(copy, database, masked));
    await connection.exec(copyPathSql(copy));
    return await work();
  } finally {
    await connection.exec(detachCopySql(copy, database)).catch(() => undefined);
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function masksOfTable({ schema, name }: NamedTable, { tables, tags, props }: MaskedNames): ColumnMasks {
  if (schema === 'data') return tables.get(name) ?? new Map();
  return name === 'customers' ? tags : props;
}
