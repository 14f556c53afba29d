import type { EntityMap, EventProp, KeyReport } from '../model/entities';
import { customerRowsSql, DROP_CUSTOMER_ROWS_SQL, rowIdEndsSql } from '../sql/customerRowsSql';
import { type CustomerView, columnsViewSql, DROP_CUSTOMER_VIEWS_SQL, type TagColumn } from '../sql/entitiesSql';
import { balancesOnSql, eventRowsSql, exposureRowsSql, streamViewSql } from '../sql/sourcesSql';
import { makeChangeRows } from './changeRows';
import { customerNumbering } from './customerAt';
import { columnType } from './entityCheck';
import { balanceDays, type EntitySources, entitySources, eventCells, eventProps } from './entitySources';
import { eventStreamOf } from './eventStream';
import { isViolated } from './keyReports';
import type { SqlConnection } from './ports';
import { records } from './table';
import type { KnownTable } from './tables';

export interface ViewPlan {
  readonly map: EntityMap;
  readonly tables: readonly KnownTable[];
  readonly reports: readonly KeyReport[];
  readonly tags: readonly TagColumn[];
  readonly rowColumn: string;
  readonly asOf: string;
}

/** Numbers the customers and makes `tags.columns`, `tags.events` and `tags.exposures` over the tables. */
export async function rebuildViews(connection: SqlConnection, plan: ViewPlan): Promise<void> {
  const rows = await numberCustomers(connection, plan);
  const sources = entitySources(plan.map, plan.tables, rows);
  await connection.exec(columnsViewSql(await customerView(connection, plan, sources, rows === 'rowid')));
  await makeChangeRows(connection, plan.map, plan.tables, sources);
  await makeStreams(connection, plan.map, plan.tables);
}

/** Makes `tags.events` and `tags.exposures` of a workspace whose customers are numbered already, and their changes of balances kept. */
export async function makeStreams(connection: SqlConnection, ownMap: EntityMap, ownTables: readonly KnownTable[]): Promise<void> {
  const { map, tables } = eventStreamOf(ownMap, ownTables);
  const sources = entitySources(map, tables, await customerNumbering(connection));
  await connection.exec(streamViewSql('events', eventRows(map, sources, eventProps(map, tables))));
  await connection.exec(streamViewSql('exposures', exposureRows(map, sources)));
}

/** The events of every source in one shape. */
export function eventRows(map: EntityMap, sources: EntitySources, props: readonly EventProp[]): string[] {
  return sources.events.map((source, index) => {
    return eventRowsSql(source, index, map.events[index]?.name ?? { value: source.table }, eventCells(props, index));
  });
}

export function exposureRows(map: EntityMap, sources: EntitySources): string[] {
  return map.exposures.flatMap(({ campaign, variant, channel, cost }, index) => {
    const source = sources.exposures[index];
    return source ? [exposureRowsSql(source, index, { campaign, variant, channel, cost })] : [];
  });
}

/** Row ids are the row numbers where the customer table is taken as it is. */
async function numberCustomers(connection: SqlConnection, { map, reports }: ViewPlan): Promise<'rowid' | 'numbered'> {
  const { table, key, repair } = map.customers;
  const repaired = reports.some((report) => report.table === table && isViolated(report));
  await connection.exec(DROP_CUSTOMER_VIEWS_SQL);
  if (!repaired && (await hasDenseRowIds(connection, table))) {
    await connection.exec(DROP_CUSTOMER_ROWS_SQL);
    return 'rowid';
  }
  const keyColumn = typeof key === 'string' ? key : null;
  await connection.exec(customerRowsSql(table, keyColumn, repaired ? repair : undefined));
  return 'numbered';
}

/** What `tags.columns` is made of. */
export async function customerView(
  connection: SqlConnection,
  { map, tables, tags, rowColumn, asOf }: Pick<ViewPlan, 'map' | 'tables' | 'tags' | 'rowColumn' | 'asOf'>,
  sources: EntitySources,
  direct: boolean,
): Promise<CustomerView> {
  const { table, key } = map.customers;
  const column = (of: string, name: string) => ({ name, type: columnType(tables, of, name) });
  const days = await balanceDays(connection, sources, asOf);
  return {
    table,
    key: typeof key === 'string' ? column(table, key) : null,
    direct,
    rowColumn,
    attributes: map.attributes.map((attribute) => ({ table: attribute.table, key: column(attribute.table, attribute.key) })),
    balances: sources.balances.map((source, index) => {
      return balancesOnSql(source, days[index] ?? null, map.balances[index]?.props ?? []);
    }),
    tags,
  };
}

async function hasDenseRowIds(connection: SqlConnection, table: string): Promise<boolean> {
  const ends = records(await connection.query(rowIdEndsSql(table)))[0];
  return Number(ends?.low) === 0 && Number(ends?.high) === Number(ends?.n) - 1;
}
