import { CodeColumn } from '../bits/codeColumn';
import { countCodes } from '../bits/counts';
import type { Behaviour } from '../model/event';
import type { EventCondition } from '../model/rule';
import type { Distribution } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { propFactsSql, propNumbersSql, propValuesSql } from '../sql/eventsSql';
import { histogramSql } from '../sql/histogramSql';
import { checkBehaviour, checkFilter } from './checkEvent';
import { columnDistribution, histogramEdges, histogramOf, rangeOf, textDistribution } from './distribution';
import { readyEvents } from './evaluate';
import type { EvaluationScope } from './evaluationScope';
import { indexedEvents, nullWhenFull } from './eventIndex';
import { eventKinds } from './eventKinds';
import { EVER, matchingEvents, withProperty } from './eventMatches';
import { withMeasure } from './measures';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';
import { readVocabulary } from './vocabulary';

type EventMethods = Pick<Handlers<KernelMethods>, 'events.list' | 'events.distribution' | 'events.measured'>;

export function eventHandlers(session: Session): EventMethods {
  return {
    'events.list': (_, { signal }) =>
      session.open.customers
        ? session.readOneVersion((connection) => eventKinds(session, connection, signal))
        : Promise.resolve([]),
    'events.distribution': (asked, { signal }) =>
      session.readOneVersion((connection) => propDistribution(session, connection, asked, signal)),
    'events.measured': ({ behaviour, search, limit }, { signal }) =>
      session.readOneVersion(async (connection) => {
        const vocabulary = await readVocabulary(session, connection, [conditionOn(behaviour)], signal);
        checkBehaviour(behaviour, vocabulary, '');
        const scope = { session, connection, vocabulary, signal };
        await readyEvents(scope);
        return await session.withResident(() =>
          withMeasure(scope, behaviour, (column) => columnDistribution(column, { search, limit })),
        );
      }),
  };
}

function conditionOn(behaviour: Behaviour): EventCondition {
  return { kind: 'event', ...behaviour, op: 'isNotNull', values: [] };
}

interface PropAsked {
  readonly event: string;
  readonly prop: string;
  readonly search: string;
  readonly limit: number;
}

/** @throws Fault UNKNOWN_EVENT, INVALID_RULE. */
async function propDistribution(
  session: Session,
  connection: SqlConnection,
  { event, prop, search, limit }: PropAsked,
  signal: AbortSignal,
): Promise<Distribution> {
  const filter = { event, where: [{ prop, op: 'isNotNull' as const, values: [] }] };
  const vocabulary = await readVocabulary(session, connection, [conditionOn({ ...filter, measure: 'count' })], signal);
  checkFilter(filter, vocabulary, '');
  const type = vocabulary.propType(prop);
  const scope = { session, connection, vocabulary, signal };
  const texts = type === 'category' ? await nullWhenFull(() => textsFromIndex(scope, { event, prop, search, limit })) : null;
  if (texts) return texts;
  const rows = async (sql: string, params: readonly string[]) => records(await connection.query(sql, params, signal));
  const values = await rows(propValuesSql(prop, type, limit), [event, search]);
  const [{ n, known, distinct, low, high } = {}] = await rows(propFactsSql(prop, type), [event]);
  const range = rangeOf(type, low ?? null, high ?? null);
  const edges = range ? histogramEdges(range) : [];
  const buckets = range ? await rows(histogramSql(propNumbersSql(prop, type), edges), [event]) : [];
  return {
    known: Number(known),
    unknown: Number(n) - Number(known),
    distinct: Number(distinct),
    values: values.map(({ value, n: times }) => ({ value: value ?? '', n: Number(times) })),
    ...(range ? { range: range.shown, histogram: histogramOf(buckets, edges) } : {}),
  };
}

/** Null where only the database can say. */
async function textsFromIndex(scope: EvaluationScope, { event, prop, ...asked }: PropAsked): Promise<Distribution | null> {
  const { session, connection, signal } = scope;
  const indexed = await indexedEvents(session, connection, signal);
  if (!indexed) return null;
  return await session.withResident(async () => {
    const events = await matchingEvents(scope, indexed, { event, where: [] }, EVER);
    if (!events) return null;
    try {
      return await withProperty(scope, indexed, prop, (column) => {
        const [counts] = column instanceof CodeColumn ? countCodes([column], events) : [];
        return counts && column instanceof CodeColumn ? textDistribution(column, counts, asked) : null;
      });
    } finally {
      events.release();
    }
  });
}
