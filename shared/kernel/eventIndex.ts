import { EventIndexBuilder, type Pause } from '../bits/eventIndex';
import { Fault } from '../model/result';
import { rowIdEndsSql } from '../sql/customerRowsSql';
import { eventPlacesSql, type NumberedSource } from '../sql/eventIndexSql';
import { readEntityMap } from './entityMap';
import { eventNames } from './eventNames';
import type { SqlConnection } from './ports';
import type { IndexedEvents } from './resident';
import { type Session, stopIfCancelled } from './session';
import { columnOf, records, rowNumbers, type Table } from './table';

/** Shares of the machine's memory for the index as it stays, and for it and what sorting it takes. */
const SHARE_TO_KEEP = 0.1;
const SHARE_TO_SORT = 0.2;
const BYTES_TO_KEEP = 10;
const BYTES_TO_SORT = 22;

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
    if (resident.indexed === undefined) resident.indexed = await indexOrNull(session, connection, signal);
    return resident.indexed;
  });
}

async function indexOrNull(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<IndexedEvents | null> {
  try {
    return await makeIndex(session, connection, signal);
  } catch (cause) {
    if (cause instanceof RangeError || (cause instanceof Fault && cause.error.code === 'OUT_OF_MEMORY')) return null;
    throw cause;
  }
}

async function makeIndex(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<IndexedEvents | null> {
  const names = [...(await eventNames(session, connection, signal))];
  if (names.length === 0) return null;
  const { sources, rows } = await numberedSources(connection);
  if (!hasRoomFor(rows, session.ports.memoryBytes)) return null;
  const builder = new EventIndexBuilder(session.open.resident.store, session.customers.customers, rows, names);
  for await (const batch of connection.stream(eventPlacesSql(sources, names), [], signal)) {
    if (columnOf(batch, 'time').valid?.includes(0)) return null;
    builder.add({
      customers: rowNumbers(batch),
      sourceRows: numbersOf(batch, 'source_row'),
      times: numbersOf(batch, 'time'),
      names: numbersOf(batch, 'name'),
    });
  }
  return { index: await builder.finish(pauseOf(signal)), names, sources };
}

async function numberedSources(connection: SqlConnection): Promise<{ sources: NumberedSource[]; rows: number }> {
  const map = await readEntityMap(connection);
  const sources: NumberedSource[] = [];
  let rows = 0;
  for (const { table } of map?.events ?? []) {
    sources.push({ table, first: rows });
    rows += Number(records(await connection.query(rowIdEndsSql(table)))[0]?.high ?? -1) + 1;
  }
  return { sources, rows };
}

function hasRoomFor(rows: number, memoryBytes: number): boolean {
  return rows * BYTES_TO_KEEP <= memoryBytes * SHARE_TO_KEEP && rows * BYTES_TO_SORT <= memoryBytes * SHARE_TO_SORT;
}

function numbersOf(batch: Table, name: string): ArrayLike<number> {
  const column = columnOf(batch, name);
  if (column.kind !== 'number') throw new Error(`${name} came as ${column.sqlType}`);
  return column.values;
}

/** Lets a wish to stop come through. */
export function pauseOf(signal: AbortSignal): Pause {
  return async () => {
    await new Promise<void>((resolve) => setTimeout(resolve));
    stopIfCancelled(signal);
  };
}
