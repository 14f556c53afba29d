import { dayNumber } from '../model/calendar';
import type { Moment } from '../model/migration';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { Tag } from '../model/tag';
import type { CallContext } from '../rpc/method';
import { columnsViewSql } from '../sql/entitiesSql';
import { createStageOfLoadSql, createStageSql, NUMBERED_SQL, type Side, type StageOfLoad } from '../sql/migrationSql';
import { bucketSql } from '../sql/tagSourcesSql';
import { entitySources } from './entitySources';
import { rowColumnName, tagColumns } from './entityTags';
import { customerView } from './entityViews';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';
import { findColumn, findLoad, knownTables } from './tables';
import { keyTag } from './tagLists';
import { definedTags, idsBesideColumns, type TagScope } from './tagScope';
import { computeTags } from './tagValues';

/** What a transaction that is given up afterwards works with. */
export interface Aside {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly scope: TagScope;
  readonly call: CallContext;
}

/** Turns balances and these tags to a day, in the caller's transaction. */
export async function turnTo(aside: Aside, day: string, tags: readonly string[]): Promise<void> {
  const { session, connection, scope, call } = aside;
  if (day === session.customers.asOf) return;
  if (scope.map && scope.map.balances.length > 0) await turnBalances(aside, day);
  await computeTags(session.onDay(day), connection, tags, call);
}

async function turnBalances({ session, connection, scope: { map } }: Aside, asOf: string): Promise<void> {
  if (!map) return;
  const tables = await knownTables(connection);
  const defined = await definedTags(connection);
  const tags = tagColumns(map, tables, idsBesideColumns(defined));
  const rowColumn = rowColumnName([...tags.map(({ tag }) => tag), ...defined.map(({ id }) => id)]);
  const isNumbered = Number(records(await connection.query(NUMBERED_SQL))[0]?.n) > 0;
  const sources = entitySources(map, tables, isNumbered ? 'numbered' : 'rowid');
  await connection.exec(
    columnsViewSql(await customerView(connection, { map, tables, tags, rowColumn, asOf }, sources, !isNumbered)),
  );
  if (rowColumn !== session.customers.rowColumn) throw new Error('the customers are numbered by another column');
}

/** Keeps the tag as it is on this connection now. */
export async function keepStage({ session, connection, call }: Aside, side: Side, tag: string): Promise<void> {
  await connection.exec(createStageSql(side, session.customers.rowColumn, tag), [], call.signal);
}

/** Keeps the tag as a former load of its table has it. @throws Fault UNKNOWN_VERSION, UNKNOWN_COLUMN, INVALID_REQUEST. */
export async function keepStageOfLoad(aside: Aside, side: Side, tag: Tag, receipt: number): Promise<StageOfLoad> {
  const load = await stageOfLoad(aside, tag, receipt);
  await aside.connection.exec(createStageOfLoadSql(side, load), [], aside.call.signal);
  return load;
}

async function stageOfLoad({ session, connection, scope }: Aside, tag: Tag, receipt: number): Promise<StageOfLoad> {
  const { map, tags } = scope;
  const column = tag.source.kind === 'bucket' ? tags.get(tag.source.tag) : tag;
  const source = column?.source.kind === 'column' ? column.source : null;
  const key = map && source ? keyOfTable(map, source.table) : null;
  const customerKey = map && typeof map.customers.key === 'string' ? keyTag(tags, map.customers.table, map.customers.key) : null;
  if (!column || !source || key === null || customerKey === null) {
    const at = { path: 'tag', field: tag.id };
    throw fault('INVALID_REQUEST', 'migration.noLoads', { tag: quoted(tag.name) }, { hint: 'hint.compareDays', at });
  }
  const { storedAs, columns } = await findLoad(connection, source.table, receipt);
  const found = findColumn(source.table, columns, source.column);
  const cell = column.id;
  const value = tag.source.kind === 'bucket' ? bucketSql(tag.source) : cellSql(cell, found.type);
  return { rowColumn: session.customers.rowColumn, keyTag: customerKey, storedAs, key, column: source.column, cell, value };
}

function keyOfTable(map: NonNullable<TagScope['map']>, table: string): string | null {
  if (map.customers.table === table) return typeof map.customers.key === 'string' ? map.customers.key : null;
  return map.attributes.find((attribute) => attribute.table === table)?.key ?? null;
}

function cellSql(cell: string, type: string): string {
  const value = `"${cell.replaceAll('"', '""')}"`;
  return type === 'timestamp' ? `CAST(${value} AS DATE)` : value;
}

/** @throws Fault INVALID_REQUEST for days that do not ascend or come after the as-of day. */
export function checkMoments(from: Moment, to: Moment, asOf: string): void {
  if (!('day' in to)) return;
  const isLate = dayNumber(to.day) > dayNumber(asOf);
  if (!isLate && (!('day' in from) || dayNumber(from.day) < dayNumber(to.day))) return;
  const said = { from: 'day' in from ? from.day : say('migration.load', { receipt: from.receipt }), to: to.day, asOf };
  throw fault('INVALID_REQUEST', 'migration.days', said, { hint: 'hint.ascendingDays', at: { path: 'from' } });
}
