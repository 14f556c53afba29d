import type { Bitset } from '../bits/bitStore';
import { NumberColumn } from '../bits/numberColumn';
import { countRetention, type RetentionCounts } from '../bits/retention';
import { cohortsOf, RetentionCalendar } from '../bits/retentionCalendar';
import { dayNumber, SECONDS_OF } from '../model/calendar';
import type { EventFilter } from '../model/event';
import { fault } from '../model/result';
import { MOST_COHORTS, MOST_PERIODS, type RetentionAnswer, type RetentionSpec } from '../model/retention';
import type { EventCondition } from '../model/rule';
import { say } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { checkBehaviour, checkFilter, checkRange } from './checkEvent';
import { withMembersOfEach } from './evaluate';
import type { EvaluationScope } from './evaluationScope';
import { indexedEvents, noIndex, pauseOf } from './eventIndex';
import { matchingEvents, withProperty } from './eventMatches';
import type { Vocabulary } from './names';
import type { SqlConnection } from './ports';
import type { IndexedEvents } from './resident';
import { restsOn, type TagsAndTables } from './restsOn';
import { checkBalance, type HeldBalances, heldBalances } from './retainedBalances';
import { type LevelOfCustomers, levelsOf } from './retentionLevels';
import { cellRule, noCell } from './retentionRules';
import { retentionTable } from './retentionTable';
import type { Session } from './session';
import { type Subject, subjectOf } from './subject';
import { definitionOf, readBy, readVocabulary } from './vocabulary';

export function retentionHandlers(session: Session): Pick<Handlers<KernelMethods>, 'retention.compute' | 'retention.rule'> {
  return {
    'retention.compute': ({ spec }, call) =>
      session.readOneVersion((connection) => computeRetention(session, connection, spec, call)),
    'retention.rule': ({ cell }, { signal }) =>
      session.readOneVersion(async (connection) => {
        const { vocabulary, calendar, levels, subject } = await readAsked(session, connection, cell.spec, signal);
        const level = cell.level === undefined ? null : (levels?.levels[cell.level] ?? noCell());
        const names = [...vocabulary.events].sort();
        return { rule: cellRule(cell, { calendar, names, level, who: subject.block, asOf: session.customers.asOf }) };
      }),
  };
}

/** Who came back when. @throws Fault INVALID_REQUEST, UNKNOWN_EVENT, UNKNOWN_TAG, UNKNOWN_SEGMENT, INVALID_RULE, OUT_OF_MEMORY. */
export async function computeRetention(
  session: Session,
  connection: SqlConnection,
  spec: RetentionSpec,
  call: CallContext,
): Promise<RetentionAnswer> {
  const asked = await readAsked(session, connection, spec, call.signal);
  const { vocabulary, subject, levels } = asked;
  const scope = { session, connection, vocabulary, signal: call.signal };
  const indexed = await indexedEvents(session, connection, call.signal);
  if (!indexed && vocabulary.events.size > 0) throw noIndex();
  const groups = levels?.levels ?? [];
  const memberships = [
    subject,
    ...groups.map(({ rule }) => ({ who: { kind: 'all' as const, rules: [...blockOf(subject), rule] } })),
  ];
  return await withMembersOfEach(session, connection, memberships, call, async (sets) => {
    const calendar = calendarOf(spec, session.customers.asOf, indexed?.index.ticksPerSecond ?? 1);
    const { counts, held } = await session.withResident(() => countSets(scope, indexed, { spec, calendar, sets }, call));
    const [all = retentionTable(null, calendar, spec), ...others] = counts.map((each, at) =>
      retentionTable(each, calendar, { ...spec, held: held[at] }),
    );
    const [total] = counts;
    const rules = [...memberships.map(({ who }) => who), ...conditionsOf(spec)];
    return {
      periods: calendar.spans,
      beyond: calendar.beyond,
      customers: {
        asked: sets[0]?.count() ?? 0,
        started: total?.started ?? 0,
        inRange: total?.sizes.reduce((sum, size) => sum + size, 0) ?? 0,
      },
      ...all,
      ...(levels
        ? {
            hiddenLevels: levels.hidden,
            levels: groups.map(({ value, label }, at) => ({
              value,
              label,
              ...(others[at] ?? retentionTable(null, calendar, spec)),
            })),
          }
        : {}),
      restsOn: await restsOn(session, connection, {
        definition: { spec, rules: rules.map((rule) => definitionOf(rule, vocabulary)) },
        read: withTable(readBy(rules, vocabulary), spec.balance?.table),
      }),
    };
  });
}

function blockOf({ block }: Subject) {
  return block ? [block] : [];
}

interface Asked {
  readonly vocabulary: Vocabulary;
  readonly calendar: RetentionCalendar;
  readonly subject: Subject;
  readonly levels: { readonly levels: readonly LevelOfCustomers[]; readonly hidden: number } | null;
}

/** Reads what the spec names, and holds the spec to it. */
async function readAsked(session: Session, connection: SqlConnection, spec: RetentionSpec, signal: AbortSignal): Promise<Asked> {
  const { asOf } = session.customers;
  checkSpan(spec, asOf);
  const subject = await subjectOf(connection, spec.who);
  const vocabulary = await readVocabulary(session, connection, [subject.who, ...conditionsOf(spec)], signal);
  checkEvents(spec, vocabulary);
  await checkBalance(connection, spec);
  const levels = spec.by ? await levelsOf({ session, connection, vocabulary, signal }, spec.by) : null;
  return { vocabulary, calendar: calendarOf(spec, asOf, 1), subject, levels };
}

function checkSpan({ range, unit, brackets }: RetentionSpec, asOf: string): void {
  checkRange(range, 'range');
  if (brackets?.some((end, at) => end <= (brackets[at - 1] ?? 0))) {
    throw fault('INVALID_REQUEST', 'retention.brackets', { ends: brackets.map(String) }, { at: { path: 'brackets' } });
  }
  const cohorts = cohortsOf(range, asOf, unit);
  if (cohorts <= MOST_COHORTS) return;
  const values = { cohorts, most: MOST_COHORTS };
  throw fault('INVALID_REQUEST', 'retention.manyCohorts', values, { hint: 'hint.longerUnit', at: { path: 'range' } });
}

function checkEvents(spec: RetentionSpec, vocabulary: Vocabulary): void {
  if (spec.start !== 'first') checkFilter(spec.start, vocabulary, 'start', say('retention.start', {}));
  if (spec.return !== 'any') checkFilter(spec.return, vocabulary, 'return', say('retention.return', {}));
  const [some] = vocabulary.events;
  if (spec.value === undefined || some === undefined) return;
  const filter = spec.return === 'any' ? { event: some, where: [] } : spec.return;
  checkBehaviour({ ...filter, measure: 'sum', prop: spec.value }, vocabulary, 'value');
}

/** The events of the spec as conditions, at least one: so that the names of events are read. */
function conditionsOf(spec: RetentionSpec): EventCondition[] {
  const filters = [spec.start, spec.return].filter((filter): filter is EventFilter => typeof filter === 'object');
  const asked = filters.length > 0 ? filters : [{ event: '', where: [] }];
  return asked.map((filter) => ({ kind: 'event', ...filter, measure: 'count', op: 'gte', values: [1] }));
}

function calendarOf({ unit, periods, range, brackets }: RetentionSpec, asOf: string, ticksPerSecond: number): RetentionCalendar {
  return new RetentionCalendar({
    unit,
    rolling: periods === 'rolling',
    range,
    asOf,
    brackets: brackets ?? null,
    most: MOST_PERIODS,
    ticksPerSecond,
  });
}

interface Pass {
  readonly spec: RetentionSpec;
  readonly calendar: RetentionCalendar;
  readonly sets: readonly Bitset[];
}

interface Counted {
  readonly counts: readonly RetentionCounts[];
  readonly held: readonly HeldBalances[];
}

/** The counts of each set of customers, in their order, and what they hold where balances are asked; none where there are no events. */
async function countSets(
  scope: EvaluationScope,
  indexed: IndexedEvents | null,
  { spec, calendar, sets }: Pass,
  { signal, progress }: CallContext,
): Promise<Counted> {
  if (!indexed) return { counts: [], held: [] };
  const found: Bitset[] = [];
  const cohortOf = spec.balance && new Int32Array(scope.session.customers.customers).fill(-1);
  const moments = { before: (dayNumber(scope.session.customers.asOf) + 1) * SECONDS_OF.day };
  const matching = async (filter: EventFilter | 'first' | 'any') => {
    if (typeof filter === 'string') return null;
    const events = (await matchingEvents(scope, indexed, filter, moments)) ?? wideProp();
    found.push(events);
    return events;
  };
  try {
    const start = await matching(spec.start);
    const back = await matching(spec.return);
    const count = async (value: NumberColumn | null) => {
      const counts: RetentionCounts[] = [];
      for (const [at, members] of sets.entries()) {
        progress({ phase: 'events', fraction: at / sets.length });
        const cohorts = cohortOf && at === 0 ? { cohortOf } : {};
        counts.push(await countRetention(indexed.index, members, { start, back, value, calendar, ...cohorts }, pauseOf(signal)));
      }
      if (!spec.balance || !cohortOf) return { counts, held: [] };
      const asked = { balance: spec.balance, calendar, cohortOf, sets, signal };
      return { counts, held: await heldBalances(scope.session, scope.connection, asked) };
    };
    if (spec.value === undefined) return await count(null);
    return (
      (await withProperty(scope, indexed, spec.value, (column) =>
        column instanceof NumberColumn ? count(column) : wideProp(),
      )) ?? wideProp()
    );
  } finally {
    for (const events of found) events.release();
  }
}

function withTable(read: TagsAndTables, table: string | undefined): TagsAndTables {
  return table === undefined ? read : { ...read, tables: [...read.tables, table] };
}

function wideProp(): never {
  throw fault('INVALID_REQUEST', 'retention.wideProp', {});
}
