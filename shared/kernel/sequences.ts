import type { Bitset } from '../bits/bitStore';
import { sequenceMembers } from '../bits/eventSequences';
import { LeafBits } from '../bits/leaf';
import { hasSequence } from '../bits/sequence';
import { dayAfter, dayNumber, isoDay, SECONDS_OF } from '../model/calendar';
import type { SequenceCondition } from '../model/rule';
import { compileSequence } from '../sql/compileEvent';
import { printSequenceEvents } from '../sql/print';
import type { EvaluationScope } from './evaluationScope';
import { indexedEvents, nullWhenFull, pauseOf } from './eventIndex';
import { endOfDay, matchingEvents } from './eventMatches';
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

/** Null where only the database can say. */
async function membersFromIndex({ steps, exclude, within }: SequenceCondition, scope: EvaluationScope): Promise<Bitset | null> {
  const { session, connection, signal } = scope;
  const indexed = await indexedEvents(session, connection, signal);
  if (!indexed) return null;
  const { index } = indexed;
  const sets: Bitset[] = [];
  try {
    for (const filter of [...steps, ...exclude]) {
      const set = await matchingEvents(scope, indexed, filter, { before: endOfDay(session.customers.asOf) });
      if (set === null) return null;
      sets.push(set);
    }
    const events = { steps: sets.slice(0, steps.length), excluded: sets.slice(steps.length) };
    return await sequenceMembers(index, events, spanEnd(within, index.ticksPerSecond), pauseOf(signal));
  } finally {
    for (const set of sets) set.release();
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
  private times: number[] = [];
  private steps: number[] = [];
  private excluded: number[] = [];
  private readonly endOf: (first: number) => number;

  constructor(
    private readonly condition: SequenceCondition,
    private readonly found: (row: number) => void,
  ) {
    this.endOf = spanEnd(condition.within, MICROSECONDS_PER_SECOND);
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
      this.times.push(times?.[index] ?? 0);
      this.steps.push(steps?.[index] ?? 0);
      this.excluded.push(excluded?.[index] ?? 0);
    }
  }

  /** Decides on the customer whose events are gathered. */
  finish(): void {
    const { times, condition, endOf } = this;
    if (
      times.length > 0 &&
      hasSequence(
        { times, steps: this.steps, excluded: this.excluded },
        { from: 0, to: times.length },
        condition.steps.length,
        endOf,
      )
    )
      this.found(this.row);
    this.times = [];
    this.steps = [];
    this.excluded = [];
  }
}

/** The last tick that is within a span of another. Months and years keep the time of day. */
function spanEnd({ n, unit }: SequenceCondition['within'], ticksPerSecond: number): (first: number) => number {
  if (unit !== 'month' && unit !== 'year') return (first) => first + n * SECONDS_OF[unit] * ticksPerSecond;
  const ticksPerDay = SECONDS_OF.day * ticksPerSecond;
  return (first) => {
    const day = Math.floor(first / ticksPerDay);
    return dayNumber(dayAfter(isoDay(day), { n, unit })) * ticksPerDay + (first - day * ticksPerDay);
  };
}
