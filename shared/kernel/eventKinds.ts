import type { EventKind } from '../model/event';
import { eventKindsSql } from '../sql/eventsSql';
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
