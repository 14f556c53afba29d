import type { RowView } from '../model/rowView';
import { tagTypeOf } from '../model/tag';
import type { CallContext } from '../rpc/method';
import { viewRowsSql } from '../sql/rowViewSql';
import { checkTag } from './checkComparison';
import { followProgress } from './importFile';
import type { SqlConnection } from './ports';
import { type Session, stopIfCancelled } from './session';
import type { ShownLoad } from './shownLoad';
import { rowNumbers } from './table';
import { findColumn, type Load } from './tables';

/**
 * The row ids of a view in its order, found once per data version and kept while there is room. The answer is of the data
 * version in force when it is asked for: ask within `readOneVersion`.
 * @throws Fault UNKNOWN_COLUMN, INVALID_RULE, CANCELLED, OUT_OF_MEMORY.
 */
export async function viewRows(
  session: Session,
  connection: SqlConnection,
  load: ShownLoad,
  view: RowView,
  call: CallContext,
): Promise<Uint32Array> {
  checkView(load, view);
  const { orders } = session.open.resident;
  const key = JSON.stringify([load.relation, view.sort, view.filters, view.search]);
  return orders.get(key) ?? (await session.withResident(async () => orders.get(key) ?? orders.add(key, await find())));

  async function find(): Promise<Uint32Array> {
    stopIfCancelled(call.signal);
    const { sql, params } = viewRowsSql(load.relation, load.columns, view);
    const found = await followProgress(connection, call, 'view', () => connection.query(sql, params, call.signal));
    const rows = rowNumbers(found);
    return rows instanceof Uint32Array ? rows : Uint32Array.from(rows);
  }
}

function checkView({ name, columns }: Load, { sort, filters }: RowView): void {
  for (const { column } of sort) findColumn(name, columns, column);
  for (const [index, filter] of filters.entries()) {
    const { type } = findColumn(name, columns, filter.column);
    checkTag(filter, { id: filter.column, type: tagTypeOf(type) }, `filters.${index}`);
  }
}
