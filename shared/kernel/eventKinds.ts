import type { EventKind } from '../model/event';
import { eventKindsSql, eventNamesSql } from '../sql/eventsSql';
import { readEntityMap } from './entityMap';
import { eventProps } from './entitySources';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';
import { knownTables } from './tables';

/** The events of the stream by name, commonest first; counted once per data version. */
export async function eventKinds(
  session: Session,
  connection: SqlConnection,
  signal?: AbortSignal,
): Promise<readonly EventKind[]> {
  const { resident } = session.open;
  resident.events ??= await readEventKinds(connection, signal);
  return resident.events;
}

async function readEventKinds(connection: SqlConnection, signal: AbortSignal | undefined): Promise<EventKind[]> {
  const map = await readEntityMap(connection);
  if (!map || map.events.length === 0) return [];
  const props = eventProps(map, await knownTables(connection));
  const rows = records(await connection.query(eventKindsSql(props.map(({ id }) => id)), [], signal));
  return rows.map((row) => ({
    event: String(row.event),
    n: Number(row.n),
    customers: Number(row.customers),
    first: String(row.first),
    last: String(row.last),
    props: props.filter((_, index) => row[`p${index}`] === true).map(({ id }) => id),
  }));
}

/**
 * The names of events that the sources hold, read once per data version: enough to know a name from a misspelt one, and much
 * quicker than counting them over the customers.
 */
export async function eventNames(
  session: Session,
  connection: SqlConnection,
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const { resident } = session.open;
  resident.eventNames ??= await readEventNames(connection, signal);
  return resident.eventNames;
}

async function readEventNames(connection: SqlConnection, signal: AbortSignal | undefined): Promise<ReadonlySet<string>> {
  const map = await readEntityMap(connection);
  if (!map || map.events.length === 0) return new Set();
  return new Set(records(await connection.query(eventNamesSql(map.events), [], signal)).map(({ name }) => String(name)));
}
