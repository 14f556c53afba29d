import type { Bitset } from '../bits/bitStore';
import type { EventIndex } from '../bits/eventIndex';
import type { PathsAsked } from '../bits/paths';
import { SECONDS_OF } from '../model/calendar';
import type { PathLimit, PathSpec } from '../model/path';
import { fault } from '../model/result';
import type { CallContext } from '../rpc/method';
import { checkPath } from './checkPath';
import { withMembers } from './evaluate';
import type { EvaluationScope } from './evaluationScope';
import { neededIndex, noIndex, nullWhenFull } from './eventIndex';
import { eventsWithin, type Moments, matchingEvents, momentsOf } from './eventMatches';
import { eventNames } from './eventNames';
import type { Vocabulary } from './names';
import { type PathLabels, pathLabels } from './pathLabels';
import type { SqlConnection } from './ports';
import type { IndexedEvents } from './resident';
import type { Session } from './session';
import { type Subject, subjectOf } from './subject';
import { readVocabulary } from './vocabulary';

/** All that the paths of a spec are walked with. */
export interface PathScope {
  readonly index: EventIndex;
  readonly asked: PathsAsked;
  readonly labels: PathLabels;
  readonly subject: Subject;
  readonly vocabulary: Vocabulary;
}

/**
 * Checks the spec and finds who is looked at and where paths start; the sets are released after `use`.
 * @throws Fault as `checkPath` and `withMembers`, INVALID_REQUEST where there are no events, OUT_OF_MEMORY where they are not in memory.
 */
export async function withPathScope<T>(
  session: Session,
  connection: SqlConnection,
  spec: PathSpec,
  { signal }: CallContext,
  use: (scope: PathScope) => Promise<T>,
): Promise<T> {
  const subject = await subjectOf(connection, spec.who);
  const events = await eventNames(session, connection, signal);
  if (events.size === 0) throw fault('INVALID_REQUEST', 'path.noEvents', {}, { hint: 'hint.mapEvents' });
  const vocabulary: Vocabulary = { ...(await readVocabulary(session, connection, [subject.who], signal)), events };
  checkPath(spec, vocabulary);
  const indexed = await neededIndex(session, connection, signal);
  const labels = pathLabels(spec, indexed.names);
  return await withMembers(session, connection, subject, signal, async (members) => {
    const moments = momentsOf(spec.range, session.customers.asOf);
    if (!moments) throw new Error('a range of days depends on no customer');
    const scope = { session, connection, vocabulary, signal };
    const starts = await session.withResident(() => nullWhenFull(() => startsOf(scope, indexed, spec, moments)));
    if (!starts) throw noIndex();
    try {
      const { index } = indexed;
      const asked = askedOf(spec, { labels, starts, members, moments, ticksPerSecond: index.ticksPerSecond });
      return await use({ index, asked, labels, subject, vocabulary });
    } finally {
      starts.release();
    }
  });
}

/** Null where a property of the start has too many values for a column. */
async function startsOf(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  { from, to }: PathSpec,
  moments: Moments,
): Promise<Bitset | null> {
  const start = from ?? to;
  return start ? await matchingEvents(scope, indexed, start, moments) : eventsWithin(indexed, moments);
}

interface Found {
  readonly labels: PathLabels;
  readonly starts: Bitset;
  readonly members: Bitset;
  readonly moments: Moments;
  readonly ticksPerSecond: number;
}

function askedOf(spec: PathSpec, { labels, starts, members, moments, ticksPerSecond }: Found): PathsAsked {
  const ticks = (limit: PathLimit | undefined) => (limit ? secondsOf(limit) * ticksPerSecond : Number.POSITIVE_INFINITY);
  return {
    labelOf: labels.labelOf,
    starts,
    members,
    backward: spec.to !== undefined,
    firstOnly: spec.count === 'customers',
    collapse: spec.collapseRepeats,
    depth: spec.depth,
    range: { from: (moments.from ?? Number.NEGATIVE_INFINITY) * ticksPerSecond, before: moments.before * ticksPerSecond },
    within: ticks(spec.within),
    gap: ticks(spec.gap),
  };
}

const SECONDS_PER_MINUTE = 60;

export function secondsOf({ n, unit }: PathLimit): number {
  return n * (unit === 'minute' ? SECONDS_PER_MINUTE : SECONDS_OF[unit]);
}
