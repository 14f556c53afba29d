import type { FunnelTerm } from '../bits/funnel/reader';
import type { EventFilter } from '../model/event';
import type { EvaluationScope } from './evaluationScope';
import { EVER, matchingEvents } from './eventMatches';
import type { IndexedEvents } from './resident';

/** The events of a filter: by their code where no property is asked for, else as a set; null where only the database can say. */
export async function termOf(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  filter: EventFilter,
  what: Pick<FunnelTerm, 'steps' | 'barred'>,
): Promise<FunnelTerm | null> {
  if (filter.where.length === 0) return { events: { code: indexed.names.indexOf(filter.event) + 1 }, ...what };
  const set = await matchingEvents(scope, indexed, filter, EVER);
  return set && { events: { set }, ...what };
}

export function releaseTerms(terms: readonly FunnelTerm[]): void {
  for (const { events } of terms) if ('set' in events) events.set.release();
}
