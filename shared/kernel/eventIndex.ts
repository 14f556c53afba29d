import type { BitStore } from '../bits/bitStore';
import { EventIndexBuilder, type Pause } from '../bits/eventIndex';
import { Fault, fault } from '../model/result';
import { rowIdEndsSql } from '../sql/customerRowsSql';
import { eventPlacesSql, type NumberedSource } from '../sql/eventIndexSql';
import { eventNames } from './eventNames';
import { readEventStream } from './eventStream';
import type { SqlConnection } from './ports';
import type { IndexedEvents } from './resident';
import { type Session, stopIfCancelled } from './session';
import { columnOf, numbersIn, records, rowNumbers } from './table';

/** Of the machine's memory, for the index and what sorting it takes. */
const SHARE_OF_MEMORY = 0.2;
const BYTES_PER_ROW = 22;

/**
 * The event index, made once per data version; null where there are no events, where it would take too much memory or where an
 * event is at no finite time: then SQL answers. Waiting callers do not hold up what needs no events.
 * @throws Fault CANCELLED
 */
export async function indexedEvents(
  session: Session,
  connection: SqlConnection,
  signal: AbortSignal,
): Promise<IndexedEvents | null> {
  const { resident } = session.open;
  if (resident.indexed !== undefined) return resident.indexed;
  return await session.withEvents(async () => {
    stopIfCancelled(signal);
    if (resident.indexed === undefined)
      resident.indexed = await nullWhenFull(() => makeIndex(session, resident.store, connection, signal));
    return resident.indexed;
  });
}

/** The event index for what only it can answer. @throws Fault as `indexedEvents`, OUT_OF_MEMORY where there is none. */
export async function neededIndex(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<IndexedEvents> {
  const indexed = await indexedEvents(session, connection, signal);
  if (!indexed) throw noIndex();
  return indexed;
}

export function noIndex(): Fault {
  return fault('OUT_OF_MEMORY', 'events.noIndex', {}, { hint: 'hint.eventsNoIndex' });
}

/** Where memory has no room for what the index takes, the database answers. */
export async function nullWhenFull<T>(work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof RangeError || (cause instanceof Fault && cause.error.code === 'OUT_OF_MEMORY')) return null;
    throw cause;
  }
}

async function makeIndex(
  session: Session,
  store: BitStore,
  connection: SqlConnection,
  signal: AbortSignal,
): Promise<IndexedEvents | null> {
  const names = [...(await eventNames(session, connection, signal))];
  if (names.length === 0) return null;
  const { sources, rows } = await numberedSources(connection);
  if (rows * BYTES_PER_ROW > session.ports.memoryBytes * SHARE_OF_MEMORY) return null;
  const builder = new EventIndexBuilder(store, session.customers.customers, rows, names);
  for await (const batch of connection.stream(eventPlacesSql(sources, names), [], signal)) {
    if (columnOf(batch, 'time').valid?.includes(0)) return null;
    builder.add({
      customers: rowNumbers(batch),
      sourceRows: numbersIn(batch, 'source_row'),
      times: numbersIn(batch, 'time'),
      names: numbersIn(batch, 'name'),
    });
  }
  return { index: await builder.finish(pauseOf(signal)), names, sources };
}

async function numberedSources(connection: SqlConnection): Promise<{ sources: NumberedSource[]; rows: number }> {
  const stream = await readEventStream(connection);
  const sources: NumberedSource[] = [];
  let rows = 0;
  for (const { table } of stream?.map.events ?? []) {
    sources.push({ table, first: rows });
    rows += Number(records(await connection.query(rowIdEndsSql(table)))[0]?.high ?? -1) + 1;
  }
  return { sources, rows };
}

/** Lets a wish to stop come through. */
export function pauseOf(signal: AbortSignal): Pause {
  return async () => {
    await new Promise<void>((resolve) => setTimeout(resolve));
    stopIfCancelled(signal);
  };
}
