import type { Bitset } from '../bits/bitStore';
import { NumberColumn } from '../bits/numberColumn';
import { daysOf, isoOrNull, slotsOf, type TrendCalendar, trendCalendar } from '../bits/trendCalendar';
import { countTrend, firstEventDay, type TrendAsked, type TrendCounts } from '../bits/trends';
import { isoDay, SECONDS_OF } from '../model/calendar';
import type { DayRange } from '../model/event';
import { fault } from '../model/result';
import type { EventCondition } from '../model/rule';
import { quoted, say } from '../model/saying';
import type { TrendAnswer, TrendSeries, TrendSeriesSpec, TrendSpec } from '../model/trend';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { annotationsOf } from './annotations';
import { checkedTrendTag, checkTrendRange, checkTrendSeries } from './checkTrend';
import { withMembers } from './evaluate';
import type { EvaluationScope } from './evaluationScope';
import { neededIndex, pauseOf } from './eventIndex';
import { matchingEvents, withProperty } from './eventMatches';
import type { SqlConnection } from './ports';
import type { IndexedEvents } from './resident';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { subjectOf } from './subject';
import { withTrendLevels } from './trendLevels';
import { trendSeries } from './trendSeries';
import { membershipOf, readBy, readVocabulary } from './vocabulary';

export function trendHandlers(session: Session): Pick<Handlers<KernelMethods>, 'trends.compute'> {
  return {
    'trends.compute': ({ spec }, call) => session.readOneVersion((connection) => computeTrends(session, connection, spec, call)),
  };
}

/** @throws Fault INVALID_REQUEST, UNKNOWN_EVENT, UNKNOWN_TAG, UNKNOWN_SEGMENT, INVALID_RULE, OUT_OF_MEMORY, CANCELLED. */
export async function computeTrends(
  session: Session,
  connection: SqlConnection,
  spec: TrendSpec,
  call: CallContext,
): Promise<TrendAnswer> {
  const { asOf } = session.customers;
  checkTrendRange(spec, asOf);
  const subject = await subjectOf(connection, spec.who);
  const vocabulary = await readVocabulary(session, connection, [subject.who, ...spec.series.map(conditionOf)], call.signal);
  checkTrendSeries(spec, vocabulary);
  const tag = checkedTrendTag(spec, vocabulary);
  const scope = { session, connection, vocabulary, signal: call.signal };
  const indexed = await neededIndex(session, connection, call.signal);
  const calendar = trendCalendar(spec, asOf, firstEventDay(indexed.index));
  return await withMembers(session, connection, subject, call.signal, async (members) => {
    const pass = { spec, calendar, members };
    const series = await session.withResident(async () => {
      if (!tag) return await countSeries(scope, indexed, pass, call);
      return await withTrendLevels(scope, tag, members, ({ asked, levels }) =>
        countSeries(scope, indexed, { ...pass, levels: asked, named: levels }, call),
      );
    });
    const { tags, tables } = readBy([subject.who], vocabulary);
    return {
      periods: periodsOf(calendar),
      series,
      ...(spec.annotate ? { annotations: await annotationsOf(connection, shownDays(spec, asOf), call.signal) } : {}),
      restsOn: await restsOn(session, connection, {
        definition: { spec, rule: membershipOf(subject, vocabulary) },
        read: { tags: [...tags, ...(tag ? [tag] : [])], tables: [...tables, ...vocabulary.eventTables] },
        base: { name: subject.name || 'all', n: members.count() },
      }),
    };
  });
}

/** As far as there are days that count. */
function shownDays({ range: { from, to } }: TrendSpec, asOf: string): DayRange {
  return { from, to: to < asOf ? to : asOf };
}

function conditionOf({ event, where }: TrendSeriesSpec): EventCondition {
  return { kind: 'event', event, where, measure: 'count', op: 'gte', values: [1] };
}

function periodsOf({ starts, complete, comparedStarts }: TrendCalendar): TrendAnswer['periods'] {
  return starts.map((start, at) => ({
    start: isoDay(start),
    complete: complete[at] ?? false,
    ...(comparedStarts ? { compared: isoOrNull(comparedStarts[at] ?? null) } : {}),
  }));
}

interface Pass {
  readonly spec: TrendSpec;
  readonly calendar: TrendCalendar;
  readonly members: Bitset;
  readonly levels?: TrendAsked['levels'];
  /** By group; absent: one without a level. */
  readonly named?: readonly (NonNullable<TrendSeries['level']> & { readonly label: string })[];
}

async function countSeries(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  pass: Pass,
  { progress }: CallContext,
): Promise<TrendSeries[]> {
  const { spec, calendar, named } = pass;
  const found: TrendSeries[] = [];
  for (const [at, one] of spec.series.entries()) {
    progress({ phase: 'events', fraction: at / spec.series.length });
    const counts = await countOne(scope, indexed, pass, one, at);
    const groups = named ?? [{ label: one.label ?? one.event }];
    for (const [group, { label, ...level }] of groups.entries()) {
      const said = 'kind' in level ? { label, level } : { label };
      found.push({ ...said, ...trendSeries(counts, group, one.measure, spec, calendar) });
    }
  }
  return found;
}

async function countOne(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  { calendar, members, levels, named }: Pass,
  one: TrendSeriesSpec,
  at: number,
): Promise<TrendCounts[]> {
  const days = daysOf(calendar);
  const wide = (prop: string) => {
    const values = { place: say('trend.series', { n: at + 1 }), prop: quoted(prop) };
    return fault('INVALID_REQUEST', 'funnel.manyValues', values, { hint: 'hint.funnelValues', at: { path: `series.${at}` } });
  };
  const events = await eventsOf(scope, indexed, one, { from: days.from * SECONDS_OF.day, before: days.to * SECONDS_OF.day });
  if (!events) throw wide(one.where[0]?.prop ?? '');
  const count = async (value: NumberColumn | null) =>
    await countTrend(
      indexed.index,
      {
        events,
        members,
        value,
        levels: levels ?? null,
        groups: named?.length ?? 1,
        periods: calendar.starts.length,
        firstDay: days.from,
        slots: [calendar.spans, ...(calendar.comparedSpans ? [calendar.comparedSpans] : [])].map((spans) => slotsOf(spans, days)),
      },
      pauseOf(scope.signal),
    );
  try {
    const { prop } = one;
    if (prop === undefined) return await count(null);
    const counted = await withProperty(scope, indexed, prop, (column) => (column instanceof NumberColumn ? count(column) : null));
    if (!counted) throw wide(prop);
    return counted;
  } finally {
    events.release();
  }
}

/** Null where a property has too many values for a column. */
async function eventsOf(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  one: TrendSeriesSpec,
  moments: { readonly from: number; readonly before: number },
): Promise<Bitset | null> {
  const all = await matchingEvents(scope, indexed, one, moments);
  for (const filter of all ? one.or : []) {
    const more = await matchingEvents(scope, indexed, filter, moments);
    if (!more || !all) {
      all?.release();
      return null;
    }
    addBits(all, more);
    more.release();
  }
  return all;
}

function addBits(target: Bitset, more: Bitset): void {
  const [words, others] = [target.words(), more.words()];
  for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) | (others[at] ?? 0);
}
