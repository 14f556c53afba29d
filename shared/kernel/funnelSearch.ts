import type { Bitset } from '../bits/bitStore';
import type { FoundAttempts } from '../bits/funnel/found';
import { findAttempts } from '../bits/funnel/pass';
import type { FunnelPlan, Limit } from '../bits/funnel/plan';
import type { FunnelTerm } from '../bits/funnel/reader';
import { DROPS_CUSTOMER, ENDS_ATTEMPT } from '../bits/funnel/run';
import { dayNumber } from '../model/calendar';
import type { EventFilter } from '../model/event';
import type { FunnelSpan, FunnelSpec } from '../model/funnel';
import { type Fault, fault } from '../model/result';
import { quoted } from '../model/saying';
import { holidaysSql } from '../sql/holidaysSql';
import { filtersOf } from './checkFunnel';
import type { EvaluationScope } from './evaluationScope';
import { pauseOf } from './eventIndex';
import { endOfDay, withProperty } from './eventMatches';
import { releaseTerms, termOf } from './funnelTerms';
import { limitOf } from './limits';
import type { IndexedEvents } from './resident';
import { records } from './table';
import { knownTables } from './tables';

/** The funnel as it is looked for, and the attempts that count. */
export interface FunnelFound {
  readonly plan: FunnelPlan;
  readonly found: FoundAttempts;
  /** The first tick that has not been yet. */
  readonly until: number;
}

/** Looks for a funnel that was checked. `who` is null for everybody. @throws Fault CANCELLED, INVALID_REQUEST */
export async function searchFunnel(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  spec: FunnelSpec,
  who: Bitset | null,
): Promise<FunnelFound> {
  const { index } = indexed;
  const until = endOfDay(scope.session.customers.asOf) * index.ticksPerSecond;
  const plan = planOf(spec, index.ticksPerSecond, until, await holidaysOf(scope, spec));
  const terms: FunnelTerm[] = [];
  try {
    await addTerms(scope, indexed, spec, terms);
    const source = { index, terms, who, until };
    const pause = pauseOf(scope.signal);
    const { hold } = spec;
    if (hold === undefined) return { plan, until, found: await findAttempts({ ...source, held: null }, plan, pause) };
    const found = await withProperty(scope, indexed, hold, (held) => findAttempts({ ...source, held }, plan, pause));
    if (!found) throw tooManyValues(hold, 'hold');
    return { plan, until, found };
  } finally {
    releaseTerms(terms);
  }
}

function planOf(spec: FunnelSpec, ticksPerSecond: number, until: number, holidays: ReadonlySet<number>): FunnelPlan {
  const limit = (span: FunnelSpan | null | undefined): Limit | null => (span ? limitOf(span, ticksPerSecond, holidays) : null);
  return {
    steps: spec.steps.map(({ optional, within, notBefore }) => ({
      optional: optional === true,
      latest: limit(within),
      earliest: limit(notBefore),
    })),
    order: spec.order,
    sameTime: spec.sameTime,
    anchor: spec.anchor,
    endOf: limit(spec.within),
    from: spec.range ? dayNumber(spec.range.from) * 86_400 * ticksPerSecond : Number.NEGATIVE_INFINITY,
    before: spec.range ? Math.min(until, endOfDay(spec.range.to) * ticksPerSecond) : until,
    repeated: spec.count === 'attempts',
  };
}

async function holidaysOf({ connection, signal }: EvaluationScope, { holidays }: FunnelSpec): Promise<ReadonlySet<number>> {
  if (!holidays) return new Set();
  const table = (await knownTables(connection)).find(({ name }) => name === holidays.table);
  if (!table?.columns.some(({ name }) => name === holidays.column)) {
    throw fault('INVALID_REQUEST', 'funnel.noHolidays', holidays, { hint: 'hint.funnelHolidays', at: { path: 'holidays' } });
  }
  const rows = records(await connection.query(holidaysSql(holidays), [], signal));
  return new Set(rows.map(({ day }) => Number(day)));
}

/** Events that are several steps' are one term where they are of the same filter. */
async function addTerms(scope: EvaluationScope, indexed: IndexedEvents, spec: FunnelSpec, terms: FunnelTerm[]): Promise<void> {
  for (const [step, each] of spec.steps.entries()) {
    for (const filter of filtersOf(each)) terms.push(await neededTerm(scope, indexed, filter, { steps: 1 << step, barred: 0 }));
  }
  for (const { effect, ...filter } of spec.exclude) {
    const barred = effect === 'endsAttempt' ? ENDS_ATTEMPT : DROPS_CUSTOMER;
    terms.push(await neededTerm(scope, indexed, filter, { steps: 0, barred }));
  }
}

/** @throws Fault INVALID_REQUEST for a property of too many values. */
async function neededTerm(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  filter: EventFilter,
  what: Pick<FunnelTerm, 'steps' | 'barred'>,
): Promise<FunnelTerm> {
  const term = await termOf(scope, indexed, filter, what);
  if (term === null) throw tooManyValues(filter.where[0]?.prop ?? '', filter.event);
  return term;
}

export function tooManyValues(prop: string, place: string): Fault {
  return fault(
    'INVALID_REQUEST',
    'funnel.manyValues',
    { place, prop: quoted(prop) },
    { hint: 'hint.funnelValues', at: { path: place, field: prop } },
  );
}
