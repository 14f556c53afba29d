import type { ValueBatch } from '../bits/batch';
import { type CodeColumn, CodeColumnBuilder } from '../bits/codeColumn';
import { type NumberColumn, NumberColumnBuilder } from '../bits/numberColumn';
import type { Tag } from '../model/tag';
import {
  createDictionarySql,
  DROP_DICTIONARY_SQL,
  READ_DICTIONARY_SQL,
  type TagPlace,
  tagCodesSql,
  tagColumnSql,
} from '../sql/tagsSql';
import { VALUES_TABLE, valueColumn } from '../sql/tagValuesSql';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { columnOf, records, rowNumbers, type Table } from './table';

/** Above this a dictionary costs more than it saves: conditions on such tags are answered by SQL. */
const MOST_DISTINCT = 65_535;

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
    for (const tag of tags)
      columns.push(lease.get(tag.id) ?? lease.add(tag.id, await loadColumn(session, connection, tag, signal)));
    return await use(columns);
  } finally {
    lease.release();
  }
}

type Builder = CodeColumnBuilder | NumberColumnBuilder;

async function loadColumn(
  session: Session,
  connection: SqlConnection,
  tag: Tag,
  signal?: AbortSignal,
): Promise<CodeColumn | NumberColumn> {
  const { store } = session.open.resident;
  const { customers } = session.customers;
  const place = placeOf(session, tag);
  if (tag.type === 'category') return await loadCategory(session, connection, place, signal);
  if (tag.type === 'boolean') {
    const builder = new CodeColumnBuilder(store, customers, { kind: 'boolean' });
    await fillColumn(builder, connection.stream(tagColumnSql(place, 'boolean'), [], signal));
    return builder.finish();
  }
  const builder = new NumberColumnBuilder(store, customers, tag.type);
  await fillColumn(builder, connection.stream(tagColumnSql(place, tag.type), [], signal));
  return builder.finish();
}

/** A tag that is unknown of everybody, for want of a column, is only in the view over both. */
function placeOf({ customers: { rowColumn } }: Session, { id, source, refreshedAt, error }: Tag): TagPlace {
  if (refreshedAt !== null) return { from: VALUES_TABLE, row: 'row', value: valueColumn(id) };
  return { from: source.kind === 'column' && !error ? 'tags.columns' : 'tags.customers', row: rowColumn, value: id };
}

async function loadCategory(
  session: Session,
  connection: SqlConnection,
  place: TagPlace,
  signal?: AbortSignal,
): Promise<CodeColumn> {
  const { store } = session.open.resident;
  const { customers } = session.customers;
  await connection.exec(createDictionarySql(place), [], signal);
  const dictionary = records(await connection.query(READ_DICTIONARY_SQL, [], signal)).map(({ value }) => String(value));
  const builder = new CodeColumnBuilder(store, customers, { kind: 'category', dictionary });
  await fillColumn(builder, connection.stream(tagCodesSql(place), [], signal));
  await connection.exec(DROP_DICTIONARY_SQL);
  return builder.finish();
}

/** Puts rows with their values into a column; gives its memory back where that is broken off. */
export async function fillColumn(builder: Builder, batches: AsyncIterable<Table>): Promise<void> {
  try {
    for await (const batch of batches) builder.add(rowNumbers(batch), columnOf(batch, 'value') as ValueBatch);
  } catch (cause) {
    builder.discard();
    throw cause;
  }
}
