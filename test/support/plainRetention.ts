import dayjs, { type Dayjs } from 'dayjs';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);

export interface PlainAct {
  readonly customer: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly starts: boolean;
  readonly returns: boolean;
  /** Null where it is unknown. */
  readonly paid: number | null;
}

export interface PlainAsked {
  readonly unit: 'day' | 'week' | 'month';
  readonly rolling: boolean;
  readonly onOrAfter: boolean;
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly brackets: readonly number[] | null;
}

export interface PlainCell {
  readonly count: number;
  readonly complete: boolean;
  readonly value: number;
}

type PlainTable = Record<string, { size: number; cells: PlainCell[] }>;

/** Retention as one would count it by hand: customer by customer, period by period, with a library of dates. By the cohort's first day. */
export function plainRetention(acts: readonly PlainAct[], asked: PlainAsked): PlainTable {
  const end = dayjs.utc(asked.asOf).add(1, 'day');
  const seen = acts.filter(({ at }) => at < end.valueOf());
  const cohorts = new Map<string, { start: Dayjs; acts: PlainAct[] }[]>();
  for (const customer of new Set(seen.map((act) => act.customer))) {
    const own = seen.filter((act) => act.customer === customer);
    const starts = own.filter((act) => act.starts).map(({ at }) => at);
    if (starts.length === 0) continue;
    const start = dayjs.utc(Math.min(...starts));
    const day = start.format('YYYY-MM-DD');
    if (day < asked.from || day > asked.to) continue;
    const cohort = unitOf(start, asked.unit).format('YYYY-MM-DD');
    cohorts.set(cohort, [...(cohorts.get(cohort) ?? []), { start, acts: own }]);
  }
  const table: PlainTable = {};
  for (const [cohort, members] of cohorts) {
    const cells: PlainCell[] = [];
    for (const [low, high] of spans(asked)) {
      const bounds = members.map(({ start }) => {
        const origin = asked.rolling ? start : dayjs.utc(cohort);
        return { low: origin.add(low, asked.unit).valueOf(), high: origin.add(high, asked.unit).valueOf() };
      });
      if (!bounds.some((own) => own.low < end.valueOf())) break;
      const returns = members.map(({ acts: own }) => own.filter((act) => act.returns));
      const inPeriod = returns.map((own, at) =>
        own.filter((act) => act.at >= (bounds[at]?.low ?? 0) && act.at < (bounds[at]?.high ?? 0)),
      );
      const fromThere = returns.map((own, at) => own.filter((act) => act.at >= (bounds[at]?.low ?? 0)));
      cells.push({
        count: (asked.onOrAfter ? fromThere : inPeriod).filter((own) => own.length > 0).length,
        complete: bounds.every((own) => own.high <= end.valueOf()),
        value: inPeriod.flat().reduce((sum, { paid }) => sum + (paid ?? 0), 0),
      });
    }
    table[cohort] = { size: members.length, cells };
  }
  return table;
}

function spans({ brackets }: PlainAsked): [number, number][] {
  if (!brackets) return Array.from({ length: 1000 }, (_, unit) => [unit, unit + 1]);
  return brackets.map((to, at) => [brackets[at - 1] ?? 0, to]);
}

function unitOf(moment: Dayjs, unit: PlainAsked['unit']): Dayjs {
  if (unit !== 'week') return moment.startOf(unit);
  return moment.startOf('day').subtract((moment.day() + 6) % 7, 'day');
}
