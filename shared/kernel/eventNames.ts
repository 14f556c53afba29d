import { eventNamesSql } from '../sql/eventsSql';
import { readEventStream } from './eventStream';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';

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
  const { map } = (await readEventStream(connection)) ?? {};
  if (!map || map.events.length === 0) return new Set();
  const found = records(await connection.query(eventNamesSql(map.events), [], signal)).map(({ name }) => String(name));
  // A change that happened to nobody can be asked for all the same.
  return new Set([...found, ...(map.balanceChanges ?? []).map(({ event }) => event)]);
}
