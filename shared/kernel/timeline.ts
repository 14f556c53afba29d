import type { TimelineAnswer, TimelineContact, TimelineEvent, TimelineQuestion } from '../model/customer';
import type { EntityMap, EventProp } from '../model/entities';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import {
  contactsSql,
  createTimelineSql,
  DROP_TIMELINE_SQL,
  holdingsSql,
  TIMELINE_KINDS_SQL,
  timelineEventsSql,
  timelineMonthsSql,
} from '../sql/timelineSql';
import { customerKeys, findCustomer } from './customerAt';
import { classOfTag, shownProp } from './customerMasks';
import { readEntityMap } from './entityMap';
import { entitySources, eventProps } from './entitySources';
import { readEventStream } from './eventStream';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import type { PersonColumns } from './resident';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { type Cell, records } from './table';
import { knownTables } from './tables';

const MOST_CONTACTS = 1000;
const MOST_DAYS = 2000;

export function timelineHandlers(session: Session): Pick<Handlers<KernelMethods>, 'customers.timeline'> {
  return {
    'customers.timeline': (question, { signal }) =>
      session.readOneVersion((connection) => timeline(session, connection, question, signal)),
  };
}

type RowsOf = (sql: string) => Promise<Record<string, Cell>[]>;

async function timeline(
  session: Session,
  connection: SqlConnection,
  question: TimelineQuestion,
  signal: AbortSignal,
): Promise<TimelineAnswer> {
  const { row } = await findCustomer(session, connection, question.customer);
  const map = await readEntityMap(connection);
  const stream = await readEventStream(connection);
  const props = stream ? eventProps(stream.map, stream.tables) : [];
  const persons = await personColumns(session, connection, signal);
  const rowsOf: RowsOf = async (sql) => records(await connection.query(sql, [], signal));
  const events = await eventsOf(connection, rowsOf, question, {
    row,
    props,
    persons,
    hasEvents: (stream?.map.events.length ?? 0) > 0,
  });
  const sources = [...(map?.events ?? []), ...(map?.balances ?? []), ...(map?.exposures ?? [])].map(({ table }) => table);
  return {
    ...events,
    contacts:
      (map?.exposures.length ?? 0) > 0 ? (await rowsOf(contactsSql(row, span(question), MOST_CONTACTS))).map(contact) : [],
    holdings: map ? await holdingsOf(connection, rowsOf, map, row, persons) : [],
    restsOn: await restsOn(session, connection, { definition: question, read: { tags: [], tables: sources } }),
  };
}

function span({ from, to, events }: TimelineQuestion) {
  return { from, to, events };
}

interface Stream {
  readonly row: number;
  readonly props: readonly EventProp[];
  readonly persons: PersonColumns;
  readonly hasEvents: boolean;
}

type EventPart = Pick<TimelineAnswer, 'events' | 'total' | 'kinds' | 'months' | 'sum' | 'sums'>;

async function eventsOf(
  connection: SqlConnection,
  rowsOf: RowsOf,
  question: TimelineQuestion,
  { row, props, persons, hasEvents }: Stream,
): Promise<EventPart> {
  const sums = props.filter(({ type }) => type === 'number' || type === 'integer').map(({ id }) => id);
  const sum = chosenSum(sums, question.sum);
  if (!hasEvents) return { events: [], total: 0, kinds: [], months: [], sum, sums };
  await connection.exec(createTimelineSql(row));
  try {
    const names = props.map(({ id }) => id);
    const found = await rowsOf(timelineEventsSql(names, span(question), question.limit));
    const kinds = await rowsOf(TIMELINE_KINDS_SQL);
    const months = await rowsOf(timelineMonthsSql(sum, span(question)));
    return {
      events: found.map((event) => timelineEvent(event, names, persons)),
      total: Number(found[0]?.found ?? 0),
      kinds: kinds.map(({ event, n }) => ({ event: String(event), n: Number(n) })),
      months: months.map((each) => ({
        month: String(each.month),
        event: String(each.event),
        n: Number(each.n),
        sum: typeof each.sum === 'number' ? each.sum : null,
      })),
      sum,
      sums,
    };
  } finally {
    await connection.exec(DROP_TIMELINE_SQL).catch(() => undefined);
  }
}

/** @throws Fault INVALID_REQUEST for a property that is no number of the events. */
function chosenSum(sums: readonly string[], sum: string | undefined): string | null {
  if (sum === undefined || sums.includes(sum)) return sum ?? sums[0] ?? null;
  const hint = say('hint.props', { props: sums });
  throw fault('INVALID_REQUEST', 'customer.unknownSum', { prop: quoted(sum) }, { hint, at: { path: 'sum', field: sum } });
}

/** What an event does not say of itself is left out. */
function timelineEvent(event: Record<string, Cell>, props: readonly string[], persons: PersonColumns): TimelineEvent {
  const known = props.flatMap((prop, index) => {
    const value = event[`p${index}`] ?? null;
    return value === null ? [] : [{ prop, ...shownProp(prop, value, persons) }];
  });
  return { time: String(event.time), event: textOrNull(event.name), props: known };
}

function contact({ time, campaign, variant, channel }: Record<string, Cell>): TimelineContact {
  return { time: textOrNull(time), campaign: textOrNull(campaign), variant: textOrNull(variant), channel: textOrNull(channel) };
}

async function holdingsOf(
  connection: SqlConnection,
  rowsOf: RowsOf,
  map: EntityMap,
  row: number,
  persons: PersonColumns,
): Promise<TimelineAnswer['holdings']> {
  const keys = await customerKeys(connection);
  if (!keys || map.balances.length === 0) return [];
  const tables = await knownTables(connection);
  const { balances } = entitySources(map, tables, keys.rows);
  const holdings: TimelineAnswer['holdings'][number][] = [];
  for (const [index, source] of balances.entries()) {
    const columns = tables.find(({ name }) => name === source.table)?.columns ?? [];
    const isNumber = (prop: string) =>
      columns.some(({ name, type }) => name === prop && (type === 'number' || type === 'integer'));
    const props = (map.balances[index]?.props ?? []).filter(isNumber);
    if (props.length === 0) continue;
    const days = await rowsOf(holdingsSql(source, props, row, MOST_DAYS));
    for (const [place, prop] of props.entries()) {
      const name = `${source.table}.${prop}`;
      const known = days.flatMap(({ day, [`p${place}`]: value }) =>
        typeof value === 'number' ? [{ day: String(day), value }] : [],
      );
      const sensitivity = classOfTag(name, persons);
      if (sensitivity !== 'C3')
        holdings.push({ name, ...(sensitivity === 'C1' ? { isShare: false, days: known } : shares(known)) });
    }
  }
  return holdings;
}

type Holding = TimelineAnswer['holdings'][number];

/** In whole hundredths of the largest one, which tell how a balance went and not what it was. */
function shares(days: Holding['days']): Pick<Holding, 'isShare' | 'days'> {
  const most = Math.max(...days.map(({ value }) => Math.abs(value)));
  return {
    isShare: true,
    days: days.map(({ day, value }) => ({ day, value: most > 0 ? Math.round((value / most) * 100) / 100 : 0 })),
  };
}

function textOrNull(value: Cell | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
