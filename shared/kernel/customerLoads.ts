import type { CellValue } from '../model/entities';
import type { Tag } from '../model/tag';
import { loadedCellsSql } from '../sql/customerSql';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import { records } from './table';
import { readVersions } from './versions';

/** When a tag's column was imported, and what the load before had there of one customer. */
export interface LoadOfTag {
  /** ISO time. */
  readonly importedAt: string;
  /** Absent where there is no load before, or where it lacks the column or the customer. */
  readonly before?: { readonly value: CellValue };
}

/** By tag; a tag that is no column of the customers or of their attributes has no load. */
export async function loadsOfTags(
  connection: SqlConnection,
  tags: Iterable<Tag>,
  customer: string,
): Promise<ReadonlyMap<string, LoadOfTag>> {
  const map = await readEntityMap(connection);
  const columns = [...tags].flatMap(({ id, source, error }) => (source.kind === 'column' && !error ? [{ id, ...source }] : []));
  const loads = new Map<string, LoadOfTag>();
  for (const { table, key } of map ? [map.customers, ...map.attributes] : []) {
    const own = columns.filter((column) => column.table === table);
    const found = await loadsOfTable(connection, { table, key: typeof key === 'string' ? key : null }, own, customer);
    for (const [tag, load] of found) loads.set(tag, load);
  }
  return loads;
}

interface TagOfColumn {
  readonly id: string;
  readonly column: string;
}

async function loadsOfTable(
  connection: SqlConnection,
  { table, key }: { readonly table: string; readonly key: string | null },
  tags: readonly TagOfColumn[],
  customer: string,
): Promise<[string, LoadOfTag][]> {
  const [current, former] = await readVersions(connection, table);
  if (!current) return [];
  const { importedAt } = current;
  const kept = new Set((former?.columns ?? []).map(({ name }) => name));
  const compared = key !== null && kept.has(key) ? tags.filter(({ column }) => kept.has(column)) : [];
  const sql = former && key !== null && compared.length > 0 ? loadedCellsSql(former.storedAs, key, compared.map(columnOf)) : null;
  const before = sql === null ? undefined : records(await connection.query(sql, [customer]))[0];
  return tags.map((tag) => {
    const place = compared.indexOf(tag);
    const value = place < 0 ? undefined : before?.[`c${place}`];
    return [tag.id, { importedAt, ...(value === undefined ? {} : { before: { value } }) }];
  });
}

function columnOf({ column }: TagOfColumn): string {
  return column;
}
