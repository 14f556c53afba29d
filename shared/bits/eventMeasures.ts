import type { Bitset } from './bitStore';
import { CodeColumn } from './codeColumn';
import { type EventIndex, eachCustomer, nextPlace, type Pause } from './eventIndex';
import { type NumberColumn, NumberColumnBuilder } from './numberColumn';

/** What is measured of a customer's events; a property is a column over places. Days count back from `asOf`, as days since 1970. */
export type EventMeasure =
  | { readonly measure: 'count' }
  | { readonly measure: 'daysSinceFirst' | 'daysSinceLast'; readonly asOf: number }
  | { readonly measure: 'sum' | 'avg' | 'min' | 'max' | 'distinct'; readonly of: CodeColumn | NumberColumn };

/** Takes the events of one customer after the other. */
interface Tally {
  add(place: number): void;
  /** Of the events since the last time; null where they know no value. */
  take(): number | null;
}

/**
 * A number (or a day, see `kind`) for every customer with events in `matching`; the others are unknown, or have 0 where that is
 * what no events come to. @throws Fault OUT_OF_MEMORY
 */
export async function measureEvents(
  index: EventIndex,
  matching: Bitset,
  measure: EventMeasure,
  kind: 'number' | 'date',
  pause: Pause,
): Promise<NumberColumn> {
  const builder = new NumberColumnBuilder(matching.store, index.customers, kind);
  try {
    await eachCustomer(index, pause, (from, to) => {
      const { rows, values } = measureCustomers(index, matching, tallyOf(measure, index), from, to);
      builder.add(rows, { kind: 'number', valid: null, values });
    });
    return measure.measure === 'count' || measure.measure === 'sum' ? builder.finishWithZeros() : builder.finish();
  } catch (cause) {
    builder.discard();
    throw cause;
  }
}

function measureCustomers({ starts }: EventIndex, matching: Bitset, tally: Tally, from: number, to: number) {
  const words = matching.words();
  const rows = new Uint32Array(to - from);
  const values = new Float64Array(to - from);
  let length = 0;
  for (let customer = from; customer < to; customer++) {
    const end = starts[customer + 1] ?? 0;
    let place = nextPlace(words, starts[customer] ?? 0, end);
    if (place === end) continue;
    for (; place < end; place = nextPlace(words, place + 1, end)) tally.add(place);
    const value = tally.take();
    if (value === null) continue;
    rows[length] = customer;
    values[length++] = value;
  }
  return { rows: rows.subarray(0, length), values: values.subarray(0, length) };
}

/** Made anew for every piece, since the views of a column are lost when the store grows. */
function tallyOf(measure: EventMeasure, index: EventIndex): Tally {
  switch (measure.measure) {
    case 'count':
      return new Count();
    case 'daysSinceFirst':
    case 'daysSinceLast':
      return new DaysSince(index, measure.asOf, measure.measure === 'daysSinceLast');
    case 'distinct':
      return new Distinct(valuesOf(measure.of));
    case 'sum':
    case 'avg':
      return new Sum(valuesOf(measure.of), measure.measure === 'avg');
    case 'min':
    case 'max':
      return new Extreme(valuesOf(measure.of), measure.measure === 'max');
  }
}

interface Values {
  readonly values: ArrayLike<number>;
  readonly known: Uint32Array;
}

function valuesOf(column: CodeColumn | NumberColumn): Values {
  return { values: column instanceof CodeColumn ? column.codes() : column.values(), known: column.known.words() };
}

function isKnown({ known }: Values, place: number): boolean {
  return (((known[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

class Count implements Tally {
  private count = 0;

  add(): void {
    this.count++;
  }

  take(): number {
    const { count } = this;
    this.count = 0;
    return count;
  }
}

/** Events come in the order of their times. */
class DaysSince implements Tally {
  private readonly times: ArrayLike<number>;
  private first = -1;
  private last = -1;

  constructor(
    private readonly index: EventIndex,
    private readonly asOf: number,
    private readonly fromLast: boolean,
  ) {
    this.times = index.times.values();
  }

  add(place: number): void {
    if (this.first < 0) this.first = place;
    this.last = place;
  }

  take(): number {
    const tick = this.times[this.fromLast ? this.last : this.first] ?? 0;
    this.first = -1;
    return this.asOf - this.index.dayOf(tick);
  }
}

class Distinct implements Tally {
  private readonly seen = new Set<number>();

  constructor(private readonly of: Values) {}

  add(place: number): void {
    if (isKnown(this.of, place)) this.seen.add(this.of.values[place] ?? 0);
  }

  take(): number {
    const { size } = this.seen;
    this.seen.clear();
    return size;
  }
}

/** With Kahan's compensation, as DuckDB's `fsum` and `favg`; a sum is rounded to millionths, as `measuresSql` has it. */
class Sum implements Tally {
  private n = 0;
  private sum = 0;
  private error = 0;

  constructor(
    private readonly of: Values,
    private readonly isMean: boolean,
  ) {}

  add(place: number): void {
    if (!isKnown(this.of, place)) return;
    const next = (this.of.values[place] ?? 0) - this.error;
    const sum = this.sum + next;
    this.error = sum - this.sum - next;
    this.sum = sum;
    this.n++;
  }

  take(): number | null {
    const { n, sum } = this;
    this.n = this.sum = this.error = 0;
    if (n === 0) return this.isMean ? null : 0;
    return this.isMean ? sum / n : toMillionths(sum);
  }
}

const MILLION = 1_000_000;

/** Halves go away from zero, and what is too large for it stays as it is. */
function toMillionths(value: number): number {
  const rounded = (Math.sign(value) * Math.round(Math.abs(value) * MILLION)) / MILLION;
  return Number.isFinite(rounded) ? rounded : value;
}

/** NaN is above all numbers, as in DuckDB. */
class Extreme implements Tally {
  private found: number | null = null;

  constructor(
    private readonly of: Values,
    private readonly isMax: boolean,
  ) {}

  add(place: number): void {
    if (!isKnown(this.of, place)) return;
    const value = this.of.values[place] ?? 0;
    if (this.found === null || isAbove(value, this.found) === this.isMax) this.found = value;
  }

  take(): number | null {
    const { found } = this;
    this.found = null;
    return found;
  }
}

function isAbove(value: number, other: number): boolean {
  return Number.isNaN(value) ? !Number.isNaN(other) : value > other;
}
