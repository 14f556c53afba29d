import type { EntitiesAnswer, EntityMap, KeyReport } from '../model/entities';
import { fault } from '../model/result';
import type { Tag, TagType } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { SQL_TYPES, type SqlType } from '../sql/columnTypes';
import {
  COUNT_CUSTOMERS_SQL,
  customerRowsSql,
  customerViewSql,
  DROP_CUSTOMER_ROWS_SQL,
  DROP_CUSTOMER_VIEW_SQL,
  FORGET_TAGS_SQL,
  INSERT_TAG_SQL,
  lastDaySql,
  rowIdEndsSql,
  type TagColumn,
  tagCountsSql,
} from '../sql/entitiesSql';
import { saveDefinition } from './definitions';
import { checkEntityMap } from './entityCheck';
import { ENTITY_MAP_ID, readEntityMap } from './entityMap';
import { keyReports } from './keyReports';
import type { SqlConnection } from './ports';
import type { CustomerState, Session } from './session';
import { records } from './table';
import { type KnownTable, knownTables } from './tables';
import { writeSetting } from './workspace';

type EntityMethods = Pick<Handlers<KernelMethods>, 'entities.get' | 'entities.check' | 'entities.apply'>;

export function entityHandlers(session: Session): EntityMethods {
  return {
    'entities.get': () =>
      session.read(async (connection) => {
        const map = session.open.customers ? await readEntityMap(connection) : null;
        return answer(map, session.open.customers, []);
      }),
    'entities.check': ({ map }) =>
      session.read(async (connection) => {
        checkEntityMap(map, await knownTables(connection));
        return answer(map, null, await keyReports(connection, map));
      }),
    'entities.apply': async ({ map }) => {
      const { state, reports } = await session.writeData(async (connection, change) => {
        const applied = await applyEntities(session, connection, map);
        change.customers = applied.state;
        return applied;
      });
      session.changed('workspace', 'entities', 'tags', 'segments');
      return answer(map, state, reports);
    },
  };
}

/**
 * Numbers the customers, makes a tag of every column and `tags.customers` over both, in the caller's transaction.
 * @throws Fault INVALID_ENTITIES, UNKNOWN_TABLE, UNKNOWN_COLUMN, KEY_VIOLATION.
 */
export async function applyEntities(
  session: Session,
  connection: SqlConnection,
  map: EntityMap,
): Promise<{ state: CustomerState; reports: KeyReport[] }> {
  const tables = await knownTables(connection);
  checkEntityMap(map, tables);
  const reports = await keyReports(connection, map);
  refuseViolations(map, reports);
  const columns = tagColumns(map, tables);
  await rebuildView(connection, map, reports, columns);
  const customers = Number(records(await connection.query(COUNT_CUSTOMERS_SQL))[0]?.n);
  await saveTags(connection, columns, map, customers);
  const asOf = map.asOf ?? (await lastEventDay(connection, map)) ?? session.ports.clock.today();
  const state = { rowColumn: rowColumnName(columns), customers, asOf };
  await saveDefinition(connection, { kind: 'entities', id: ENTITY_MAP_ID, body: map, now: session.ports.clock.now() });
  await writeSetting(connection, 'customers', JSON.stringify(state));
  return { state, reports };
}

function answer(map: EntityMap | null, state: CustomerState | null, reports: readonly KeyReport[]): EntitiesAnswer {
  return { map, customers: state?.customers ?? 0, asOf: state?.asOf ?? null, reports };
}

function refuseViolations(map: EntityMap, reports: readonly KeyReport[]): void {
  for (const report of reports) {
    const mayRepair = report.table === map.customers.table && map.customers.repair !== undefined;
    if (mayRepair || !isViolated(report)) continue;
    const { table, key, nullKeys, duplicateKeys, duplicateRows } = report;
    const values = { table, key, nulls: nullKeys, keys: duplicateKeys, rows: duplicateRows };
    throw fault('KEY_VIOLATION', 'entities.notKey', values, { hint: 'hint.repairKey', at: { field: `${table}.${key}` } });
  }
}

function isViolated({ nullKeys, duplicateRows }: KeyReport): boolean {
  return nullKeys + duplicateRows > 0;
}

/** Customer columns keep their names as tag ids; an attribute column whose name is taken carries its table's. */
function tagColumns(map: EntityMap, tables: readonly KnownTable[]): TagColumn[] {
  const taken = new Set<string>();
  const columns: TagColumn[] = [];
  const sources = [map.customers, ...map.attributes];
  sources.forEach(({ table }, index) => {
    for (const { name, type } of tables.find((candidate) => candidate.name === table)?.columns ?? []) {
      if (index > 0 && name === map.attributes[index - 1]?.key) continue;
      const tag = taken.has(name.toLowerCase()) ? `${table}.${name}` : name;
      taken.add(tag.toLowerCase());
      columns.push({ tag, from: index === 0 ? 'customers' : index - 1, column: name, sqlType: SQL_TYPES[type] });
    }
  });
  return columns;
}

const TAG_TYPES: Readonly<Record<SqlType, TagType>> = {
  VARCHAR: 'category',
  BIGINT: 'number',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'date',
};

/** The column of row numbers must not have the name of a tag. */
function rowColumnName(columns: readonly TagColumn[]): string {
  const taken = new Set(columns.map(({ tag }) => tag.toLowerCase()));
  let name = 'row';
  while (taken.has(name)) name = `_${name}`;
  return name;
}

async function rebuildView(
  connection: SqlConnection,
  map: EntityMap,
  reports: readonly KeyReport[],
  tags: readonly TagColumn[],
): Promise<void> {
  const { table, key, repair } = map.customers;
  const keyColumn = typeof key === 'string' ? key : null;
  const repaired = reports.some((report) => report.table === table && isViolated(report));
  const direct = !repaired && (await hasDenseRowIds(connection, table));
  await connection.exec(DROP_CUSTOMER_VIEW_SQL);
  if (direct) await connection.exec(DROP_CUSTOMER_ROWS_SQL);
  else await connection.exec(customerRowsSql(table, keyColumn, repaired ? repair : undefined));
  await connection.exec(
    customerViewSql({ table, key: keyColumn, direct, rowColumn: rowColumnName(tags), attributes: map.attributes, tags }),
  );
}

async function hasDenseRowIds(connection: SqlConnection, table: string): Promise<boolean> {
  const ends = records(await connection.query(rowIdEndsSql(table)))[0];
  return Number(ends?.low) === 0 && Number(ends?.high) === Number(ends?.n) - 1;
}

async function saveTags(
  connection: SqlConnection,
  columns: readonly TagColumn[],
  map: EntityMap,
  customers: number,
): Promise<void> {
  const counts =
    columns.length === 0 ? {} : (records(await connection.query(tagCountsSql(columns.map(({ tag }) => tag))))[0] ?? {});
  await connection.exec(FORGET_TAGS_SQL);
  for (const [index, column] of columns.entries()) {
    const tag: Tag = {
      id: column.tag,
      name: column.tag,
      type: TAG_TYPES[column.sqlType],
      source: { kind: 'column', table: tableOf(column, map), column: column.column },
      coverage: customers === 0 ? 0 : Number(counts[`k${index}`]) / customers,
      distinct: Number(counts[`d${index}`]),
    };
    await connection.exec(INSERT_TAG_SQL, [index, JSON.stringify(tag)]);
  }
}

function tableOf({ from }: TagColumn, map: EntityMap): string {
  return from === 'customers' ? map.customers.table : (map.attributes[from]?.table ?? '');
}

async function lastEventDay(connection: SqlConnection, map: EntityMap): Promise<string | null> {
  const days: string[] = [];
  for (const { table, time } of map.events) {
    const day = records(await connection.query(lastDaySql(table, time)))[0]?.day;
    if (typeof day === 'string') days.push(day);
  }
  return days.sort().at(-1) ?? null;
}
