import type { Bitset } from './bitStore';
import type { RetentionCalendar } from './retentionCalendar';

/** By cohort and period. */
export interface BalanceSums {
  readonly sums: Float64Array;
  readonly customers: Float64Array;
}

/** Which of the days of balances is the last one within each period of each cohort. */
export class BalanceDays {
  /** Position in the days by cohort and period; −1 where none is within. */
  readonly last: Int32Array;
  /** By position of the day and cohort, the period whose last one it is; −1 where it is none's. */
  private readonly periodOf: Int32Array;

  /** `days` since 1970, in their order, none after the as-of day. */
  constructor(
    readonly days: readonly number[],
    private readonly calendar: RetentionCalendar,
  ) {
    const { cohorts, periods, ticksPerDay } = calendar;
    this.last = new Int32Array(cohorts * periods).fill(-1);
    this.periodOf = new Int32Array(days.length * cohorts).fill(-1);
    for (let cohort = 0; cohort < cohorts; cohort++) {
      const since = calendar.since(cohort, 0);
      for (const [at, day] of days.entries()) {
        const tick = day * ticksPerDay;
        const period = tick < since ? periods : calendar.periodOf(cohort, 0, tick);
        if (period < periods) this.last[cohort * periods + period] = at;
      }
      for (let period = 0; period < periods; period++) {
        const at = this.last[cohort * periods + period] ?? -1;
        if (at >= 0) this.periodOf[at * cohorts + cohort] = period;
      }
    }
  }

  /** The days that are the last one of some period. */
  get needed(): number[] {
    return [...new Set(this.last)].filter((at) => at >= 0).map((at) => this.days[at] ?? 0);
  }

  /** Position of the cell, by cohort and period, that a balance counts in; −1 where it counts in none. */
  cellOf(cohort: number, day: number): number {
    const { cohorts, periods } = this.calendar;
    const period = this.periodOf[day * cohorts + cohort] ?? -1;
    return period < 0 ? -1 : cohort * periods + period;
  }
}

/** Adds balances up by cohort and period, for each set of customers; what sums of binary fractions lose is kept, after Kahan. */
export class BalanceTotals {
  readonly sums: readonly (BalanceSums & { readonly lost: Float64Array })[];
  private readonly places: ReadonlyMap<number, number>;

  constructor(
    private readonly days: BalanceDays,
    private readonly cohortOf: Int32Array,
    private readonly sets: readonly Bitset[],
  ) {
    const zeros = () => new Float64Array(days.last.length);
    this.sums = sets.map(() => ({ sums: zeros(), customers: zeros(), lost: zeros() }));
    this.places = new Map(days.days.map((day, at) => [day, at]));
  }

  /** Balances of customers by their row numbers, on days since 1970. */
  add(customers: ArrayLike<number>, days: ArrayLike<number>, values: ArrayLike<number>): void {
    const words = this.sets.map((set) => set.words());
    for (let row = 0; row < customers.length; row++) {
      const customer = customers[row] ?? 0;
      const cohort = this.cohortOf[customer] ?? -1;
      const cell = cohort < 0 ? -1 : this.days.cellOf(cohort, this.places.get(days[row] ?? 0) ?? -1);
      if (cell < 0) continue;
      for (const [set, totals] of this.sums.entries()) {
        if ((((words[set]?.[customer >>> 5] ?? 0) >>> (customer & 31)) & 1) === 0) continue;
        totals.customers[cell] = (totals.customers[cell] ?? 0) + 1;
        const sum = totals.sums[cell] ?? 0;
        const next = (values[row] ?? 0) - (totals.lost[cell] ?? 0);
        totals.sums[cell] = sum + next;
        totals.lost[cell] = sum + next - sum - next;
      }
    }
  }
}
