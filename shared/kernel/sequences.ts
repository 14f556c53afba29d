import type { Bitset } from '../bits/bitStore';
import { AttemptFinder } from '../bits/funnel/attempts';
import { customersOf, thatReached } from '../bits/funnel/marked';
import { findAttempts } from '../bits/funnel/pass';
import type { FunnelPlan } from '../bits/funnel/plan';
import type { FunnelTerm } from '../bits/funnel/reader';
import { ENDS_ATTEMPT, FunnelRun } from '../bits/funnel/run';
import { LeafBits } from '../bits/leaf';
import { dayNumber, SECONDS_OF } from '../model/calendar';
import type { SequenceCondition } from '../model/rule';
import { compileSequence } from '../sql/compileEvent';
import { printSequenceEvents } from '../sql/print';
import type { EvaluationScope } from './evaluationScope';
import { indexedEvents, nullWhenFull, pauseOf } from './eventIndex';
import { endOfDay } from './eventMatches';
import { releaseTerms, termOf } from './funnelTerms';
import { limitOf } from './limits';
import { columnOf, rowNumbers, type Table } from './table';

const MICROSECONDS_PER_SECOND = 1_000_000;

export async function sequenceLeaf(condition: SequenceCondition, scope: EvaluationScope): Promise<LeafBits> {
  const members = (await nullWhenFull(() => membersFromIndex(condition, scope))) ?? (await membersFromSql(condition, scope));
  try {
    return new LeafBits(members, members.store.everybody(members.rowCount));
  } catch (cause) {
    members.release();
    throw cause;
  }
}

/** A sequence is the plainest funnel. */
function planOf({ steps, within, range }: SequenceCondition, ticksPerSecond: number): FunnelPlan {
  return {
    steps: steps.map(() => ({ optional: false, latest: null, earliest: null })),
    order: 'ordered',
    sameTime: 'anyOrder',
    anchor: 'best',
    endOf: limitOf(within, ticksPerSecond),
    from: range ? dayNumber(range.from) * SECONDS_OF.day * ticksPerSecond : Number.NEGATIVE_INFINITY,
    before: range ? endOfDay(range.to) * ticksPerSecond : Number.POSITIVE_INFINITY,
    repeated: false,
  };
}

/** Null where only the database can say. */
async function membersFromIndex(condition: SequenceCondition, scope: EvaluationScope): Promise<Bitset | null> {
  const { session, connection, signal } = scope;
  const indexed = await indexedEvents(session, connection, signal);
  if (!indexed) return null;
  const { index } = indexed;
  const { steps, exclude } = condition;
  const terms: FunnelTerm[] = [];
  try {
    for (const [place, filter] of [...steps, ...exclude].entries()) {
      const isStep = place < steps.length;
      const what = { steps: isStep ? 1 << place : 0, barred: isStep ? 0 : ENDS_ATTEMPT };
      const term = await termOf(scope, indexed, filter, what);
      if (term === null) return null;
      terms.push(term);
    }
    const until = endOfDay(session.customers.asOf) * index.ticksPerSecond;
    const source = { index, terms, who: null, until, held: null };
    const found = await findAttempts(source, planOf(condition, index.ticksPerSecond), pauseOf(signal));
    return index.times.store.fromRows(index.customers, customersOf(found, thatReached(found, steps.length - 1)));
  } finally {
    releaseTerms(terms);
  }
}

/** Reads the events that matter in the order of customers and times, and looks through one customer after the other. */
async function membersFromSql(condition: SequenceCondition, scope: EvaluationScope): Promise<Bitset> {
  const { session, connection, vocabulary, signal } = scope;
  const { sql, params } = printSequenceEvents(compileSequence(condition, vocabulary));
  const members = session.open.resident.store.allocate(session.customers.customers);
  try {
    const search = new SequenceSearch(condition, (row) => members.add([row]));
    for await (const batch of connection.stream(sql, params, signal)) search.add(batch);
    search.finish();
    return members;
  } catch (cause) {
    members.release();
    throw cause;
  }
}

/** Gathers the events of one customer at a time. */
class SequenceSearch {
  private row = -1;
  private readonly run = new FunnelRun();
  private readonly finder: AttemptFinder;

  constructor(
    condition: SequenceCondition,
    private readonly found: (row: number) => void,
  ) {
    this.finder = new AttemptFinder(this.run, planOf(condition, MICROSECONDS_PER_SECOND));
  }

  add(batch: Table): void {
    const rows = rowNumbers(batch);
    const [times, steps, excluded] = ['time', 'steps', 'excluded'].map(
      (name) => columnOf(batch, name).values as ArrayLike<number>,
    );
    for (let index = 0; index < batch.rowCount; index++) {
      const row = rows[index] ?? 0;
      if (row !== this.row) this.finish();
      this.row = row;
      const barred = excluded?.[index] ? ENDS_ATTEMPT : 0;
      this.run.add(times?.[index] ?? 0, steps?.[index] ?? 0, barred, 0, true);
    }
  }

  /** Decides on the customer whose events are gathered. */
  finish(): void {
    const attempt = this.finder.one();
    if (attempt && this.finder.isFinished(attempt)) this.found(this.row);
    this.run.clear();
  }
}
