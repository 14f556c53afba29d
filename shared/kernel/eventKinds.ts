import { eventFacts } from '../bits/eventFacts';
import { isoDay } from '../model/calendar';
import type { EventKind } from '../model/event';
import { EVENT_KINDS_SQL, knownPropsSql } from '../sql/eventsSql';
import { eventProps } from './entitySources';
import { indexedEvents, pauseOf } from './eventIndex';
import { readEventStream } from './eventStream';
import type { SqlConnection } from './ports';
import type { IndexedEvents } from './resident';
import type { Session } from './session';
import { records } from './table';

/** The events of the stream by name, commonest first; counted once per data version. */
export async function eventKinds(
  session: Session,
  connection: SqlConnection,
  signal: AbortSignal,
): Promise<readonly EventKind[]> {
  const { resident } = session.open;
  resident.events ??= await readEventKinds(session, connection, signal);
  return resident.events;
}

async function readEventKinds(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<EventKind[]> {
  const stream = await readEventStream(connection);
  if (!stream || stream.map.events.length === 0) return [];
  const props = eventProps(stream.map, stream.tables);
  const indexed = await indexedEvents(session, connection, signal);
  const facts = indexed ? await factsFromIndex(indexed, signal) : await factsFromSql(connection, signal);
  const known = new Map(
    records(await connection.query(knownPropsSql(stream.map.events, props), [], signal)).map((row) => [row.name, row]),
  );
  const propsOf = ({ event }: Facts) => {
    return props.filter((_, place) => known.get(event)?.[`p${place}`] === true).map(({ id }) => id);
  };
  return facts.sort(commonestFirst).map((each) => ({ ...each, props: propsOf(each) }));
}

type Facts = Omit<EventKind, 'props'>;

async function factsFromIndex({ index, names }: IndexedEvents, signal: AbortSignal): Promise<Facts[]> {
  const facts = await eventFacts(index, pauseOf(signal));
  return facts.flatMap(({ n, customers, firstTick, lastTick }, position) => {
    const event = names[position] ?? '';
    return n === 0 ? [] : [{ event, n, customers, first: isoDay(index.dayOf(firstTick)), last: isoDay(index.dayOf(lastTick)) }];
  });
}

async function factsFromSql(connection: SqlConnection, signal: AbortSignal): Promise<Facts[]> {
  return records(await connection.query(EVENT_KINDS_SQL, [], signal)).map((row) => ({
    event: String(row.event),
    n: Number(row.n),
    customers: Number(row.customers),
    first: String(row.first),
    last: String(row.last),
  }));
}

function commonestFirst(a: Facts, b: Facts): number {
  if (a.n !== b.n) return b.n - a.n;
  return a.event < b.event ? -1 : 1;
}
