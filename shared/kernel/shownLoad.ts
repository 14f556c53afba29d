import { type ColumnMasks, maskedRowsSql } from '../sql/maskSql';
import { qualified } from '../sql/quote';
import { columnClasses, masksOf } from './columnClasses';
import { masksByColumn } from './maskedNames';
import { seesMasks } from './maskedRole';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { findLoad, type Load } from './tables';

/** A load as whoever works here may see it: `relation` has its columns and `rowid`. */
export interface ShownLoad extends Load {
  readonly relation: string;
  /** Its cells are masked already. */
  readonly isMasked: boolean;
}

/** Where the role may not see masked values, the masks are all that there is to show, sort, filter and sum up. @throws as `findLoad`. */
export async function shownLoad(
  session: Session,
  connection: SqlConnection,
  { table, receipt }: { readonly table: string; readonly receipt?: number | undefined },
  signal: AbortSignal,
): Promise<ShownLoad> {
  const load = await findLoad(connection, table, receipt);
  const masks: ColumnMasks = (await seesMasks(session, connection))
    ? masksByColumn(masksOf(await columnClasses(session, connection, load, signal)))
    : new Map();
  if (masks.size === 0) return { ...load, relation: qualified('data', load.storedAs), isMasked: false };
  const columns = load.columns.map((column) => (masks.has(column.name) ? { ...column, type: 'text' as const } : column));
  return { ...load, columns, relation: maskedRowsSql('data', load.storedAs, masks), isMasked: true };
}
