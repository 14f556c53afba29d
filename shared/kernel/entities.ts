import {
  type EntitiesAnswer,
  type EntityMap,
  type EntityReports,
  type EventProp,
  type KeyReport,
  tablesOf,
} from '../model/entities';
import { fault } from '../model/result';
import { say } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { COUNT_CUSTOMERS_SQL } from '../sql/entitiesSql';
import { cancelledBy } from './cancelledBy';
import { saveDefinition } from './definitions';
import { checkEntityMap } from './entityCheck';
import { exampleCustomer } from './entityExample';
import { ENTITY_MAP_ID, readEntityMap } from './entityMap';
import { asOfDay, entitySources, eventProps, refuseAmbiguous, reportSources } from './entitySources';
import { suggestEntities } from './entitySuggest';
import { columnFacts, rowColumnName, tagColumns } from './entityTags';
import { rebuildViews } from './entityViews';
import { eventStreamOf } from './eventStream';
import { refuseLostChanges } from './inUse';
import { isViolated, keptCustomers, keyReports } from './keyReports';
import type { SqlConnection } from './ports';
import { renewTags } from './refreshTags';
import type { CustomerState, Session } from './session';
import { writeSetting } from './settings';
import { records } from './table';
import { type KnownTable, knownTables } from './tables';
import { definedTags, idsBesideColumns } from './tagScope';
import { bringTagsAlong } from './tagValues';

type EntityMethods = Pick<
  Handlers<KernelMethods>,
  'entities.get' | 'entities.check' | 'entities.suggest' | 'entities.example' | 'entities.apply'
>;

export function entityHandlers(session: Session): EntityMethods {
  return {
    'entities.get': () =>
      session.read(async (connection) => {
        const state = session.open.customers;
        const map = state ? await readEntityMap(connection) : null;
        const props = map ? propsOf(map, await knownTables(connection)) : [];
        return { map, customers: state?.customers ?? 0, asOf: state?.asOf ?? null, props, ...(state?.found ?? NOTHING_FOUND) };
      }),
    'entities.check': ({ map }, { signal }) =>
      session.read(async (own) => {
        const connection = cancelledBy(own, signal);
        const tables = await knownTables(connection);
        await checkEntityMap(connection, map, tables);
        const found = await inspectEntities(connection, map, tables, signal);
        return { map, customers: 0, asOf: asOfDay(map, found.sources), props: propsOf(map, tables), ...found };
      }),
    'entities.suggest': (_, call) => session.read((connection) => suggestEntities(connection, call)),
    'entities.example': ({ map, customer }, { signal }) =>
      session.read((connection) =>
        exampleCustomer(cancelledBy(connection, signal), { map, customer, today: session.ports.clock.today(), signal }),
      ),
    'entities.apply': async ({ map }, call) => {
      const { state, props } = await session.writeData(async (connection, change) => {
        const applied = await applyEntities(session, cancelledBy(connection, call.signal), map, call);
        change.customers = applied.state;
        return applied;
      });
      session.changed('workspace', 'entities', 'tags', 'segments');
      await renewTags(session, call);
      const { customers, asOf, found = NOTHING_FOUND } = state;
      return { map, customers, asOf, props, ...found } satisfies EntitiesAnswer;
    },
  };
}

const NOTHING_FOUND: EntityReports = { reports: [], sources: [] };

/** All that is to be known of a map before it is applied: how good the keys are, and how the sources reach the customers. */
async function inspectEntities(
  connection: SqlConnection,
  map: EntityMap,
  tables: readonly KnownTable[],
  signal: AbortSignal,
): Promise<EntityReports> {
  const reports = await keyReports(connection, map, tables);
  const sources = entitySources(map, tables, keptCustomers(map, reports));
  return { reports, sources: await reportSources(connection, sources, signal) };
}

interface Applying {
  readonly signal?: AbortSignal;
  /** The as-of day, whatever the events that are left say. */
  readonly asOf?: string;
}

/**
 * Numbers the customers, makes a tag of every column, brings the values of other tags along, makes `tags.customers` over both, and `tags.events` and `tags.exposures`, in
 * the caller's transaction.
 * @throws Fault INVALID_ENTITIES, INVALID_SQL, UNKNOWN_TABLE, UNKNOWN_COLUMN, KEY_VIOLATION.
 */
export async function applyEntities(
  session: Session,
  connection: SqlConnection,
  map: EntityMap,
  { signal, asOf: kept }: Applying = {},
): Promise<{ state: CustomerState; props: EventProp[] }> {
  const tables = await knownTables(connection);
  await checkEntityMap(connection, map, tables);
  await refuseLostChanges(connection, map);
  const reports = await keyReports(connection, map, tables);
  refuseViolations(map, reports);
  const measured = entitySources(map, tables, keptCustomers(map, reports));
  const sources = await reportSources(connection, measured, signal);
  refuseAmbiguous(sources, measured);
  const asOf = kept ?? asOfDay(map, sources) ?? session.ports.clock.today();
  const defined = await definedTags(connection);
  const tags = tagColumns(map, tables, idsBesideColumns(defined));
  const rowColumn = rowColumnName([...tags.map(({ tag }) => tag), ...defined.map(({ id }) => id)]);
  await rebuildViews(connection, { map, tables, reports, tags, rowColumn, asOf });
  const customers = Number(records(await connection.query(COUNT_CUSTOMERS_SQL))[0]?.n);
  await saveDefinition(connection, { kind: 'entities', id: ENTITY_MAP_ID, body: map, now: session.ports.clock.now() });
  await bringTagsAlong(connection, await columnFacts(connection, tags, customers), rowColumn);
  const state = { rowColumn, customers, asOf, numberedAt: session.nextDataVersion, found: { reports, sources } };
  await writeSetting(connection, 'customers', JSON.stringify(state));
  return { state, props: propsOf(map, tables) };
}

function propsOf(map: EntityMap, tables: readonly KnownTable[]): EventProp[] {
  const stream = eventStreamOf(map, tables);
  return eventProps(stream.map, stream.tables);
}

/** New rows in tables that the entity map reads renumber customers and measure their sources again; null = it reads none of them. */
export async function renewCustomers(
  session: Session,
  connection: SqlConnection,
  changed: readonly string[],
): Promise<CustomerState | null> {
  const map = session.open.customers ? await readEntityMap(connection) : null;
  const read = map ? tablesOf(map) : new Set();
  if (!map || !changed.some((table) => read.has(table))) return null;
  return (await applyEntities(session, connection, map)).state;
}

function refuseViolations(map: EntityMap, reports: readonly KeyReport[]): void {
  for (const report of reports) {
    const mayRepair = report.table === map.customers.table && map.customers.repair !== undefined;
    if (mayRepair || !isViolated(report)) continue;
    const { table, key, nullKeys, duplicateKeys, duplicateRows, day } = report;
    const at = { field: `${table}.${key}` };
    if (day !== undefined) {
      const hint = say('hint.mapAsBalances', { day });
      throw fault('KEY_VIOLATION', 'entities.snapshot', { table, key, day }, { hint, at });
    }
    const values = { table, key, nulls: nullKeys, keys: duplicateKeys, rows: duplicateRows };
    throw fault('KEY_VIOLATION', 'entities.notKey', values, { hint: 'hint.repairKey', at });
  }
}
