import { LeafBits } from '../bits/leaf';
import { hasSequence } from '../bits/sequence';
import { dayAfter, dayNumber, isoDay } from '../model/calendar';
import type { SequenceCondition } from '../model/rule';
import { compileSequence } from '../sql/compileEvent';
import { printSequenceEvents } from '../sql/print';
import type { EvaluationScope } from './evaluationScope';
import { columnOf, rowNumbers, type Table } from './table';

const MICROSECONDS = { hour: 3_600_000_000, day: 86_400_000_000, week: 604_800_000_000 } as const;

/** Reads the events that matter in the order of customers and times, and looks through one customer after the other. */
export async function sequenceLeaf(condition: SequenceCondition, scope: EvaluationScope): Promise<LeafBits> {
  const { session, connection, vocabulary, signal } = scope;
  const { store } = session.open.resident;
  const { sql, params } = printSequenceEvents(compileSequence(condition, vocabulary));
  const members = store.allocate(session.customers.customers);
  try {
    const search = new SequenceSearch(condition, (row) => members.add([row]));
    for await (const batch of connection.stream(sql, params, signal)) search.add(batch);
    search.finish();
    return new LeafBits(members, store.everybody(members.rowCount));
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
    this.endOf = spanEnd(condition.within);
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

/** The last moment, in microseconds since 1970, that is within a span of another. Months and years keep the time of day. */
function spanEnd({ n, unit }: SequenceCondition['within']): (first: number) => number {
  if (unit !== 'month' && unit !== 'year') return (first) => first + n * MICROSECONDS[unit];
  return (first) => {
    const day = Math.floor(first / MICROSECONDS.day);
    return dayNumber(dayAfter(isoDay(day), { n, unit })) * MICROSECONDS.day + (first - day * MICROSECONDS.day);
  };
}
