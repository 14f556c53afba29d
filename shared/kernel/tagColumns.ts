import type { CodeColumn } from '../bits/codeColumn';
import type { NumberColumn } from '../bits/numberColumn';
import type { Tag } from '../model/tag';
import type { ValuePlace } from '../sql/tagsSql';
import { VALUES_TABLE, valueColumn } from '../sql/tagValuesSql';
import { loadColumn, MOST_DISTINCT } from './loadColumn';
import type { SqlConnection } from './ports';
import type { Session } from './session';

export function isCached({ type, distinct }: Tag): boolean {
  return type !== 'category' || distinct <= MOST_DISTINCT;
}

/** The tag's values of all customers in row order, loaded once per data version; `use` must not keep the column. */
export async function withColumn<T>(
  session: Session,
  connection: SqlConnection,
  tag: Tag,
  use: (column: CodeColumn | NumberColumn) => T | Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  return await withColumns(session, connection, [tag], ([column]) => use(column as CodeColumn | NumberColumn), signal);
}

export async function withColumns<T>(
  session: Session,
  connection: SqlConnection,
  tags: readonly Tag[],
  use: (columns: (CodeColumn | NumberColumn)[]) => T | Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lease = session.open.resident.columns.lease();
  try {
    const columns: (CodeColumn | NumberColumn)[] = [];
    for (const tag of tags) columns.push(lease.get(tag.id) ?? lease.add(tag.id, await loadTag(session, connection, tag, signal)));
    return await use(columns);
  } finally {
    lease.release();
  }
}

async function loadTag(
  session: Session,
  connection: SqlConnection,
  tag: Tag,
  signal?: AbortSignal,
): Promise<CodeColumn | NumberColumn> {
  const { store } = session.open.resident;
  const rows = { store, rowCount: session.customers.customers };
  const column = await loadColumn(connection, placeOf(session, tag), tag.type, rows, signal);
  if (column === null) throw new Error(`the tag ${tag.id} has more than ${MOST_DISTINCT} values`);
  return column;
}

/** A tag that is unknown of everybody, for want of a column, is only in the view over both. */
function placeOf({ customers: { rowColumn } }: Session, { id, source, refreshedAt, error }: Tag): ValuePlace {
  if (refreshedAt !== null) return { from: VALUES_TABLE, row: 'row', value: valueColumn(id) };
  return { from: source.kind === 'column' && !error ? 'tags.columns' : 'tags.customers', row: rowColumn, value: id };
}
