import { productColumnSql } from '../sql/insightSql';
import type { SqlConnection } from './ports';
import { records } from './table';
import { findColumn, findTable } from './tables';

/** What a table says of products, every different value of each. @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN. */
export async function productColumn(
  connection: SqlConnection,
  { table, key, column }: { readonly table: string; readonly key: string; readonly column: string },
  signal: AbortSignal,
): Promise<{ item: string; value: string }[]> {
  const { columns } = await findTable(connection, table);
  for (const name of [key, column]) findColumn(table, columns, name);
  const rows = records(await connection.query(productColumnSql(table, key, column), [], signal));
  return rows.map(({ item, value }) => ({ item: String(item), value: String(value) }));
}
