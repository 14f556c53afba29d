import type { PortraitValue } from '#shared/model/answers';

export interface CalendarYear {
  readonly year: string;
  /** January first; undefined where nobody has a day in the month. */
  readonly months: readonly (PortraitValue | undefined)[];
}

export interface Calendar {
  /** Without gaps. */
  readonly years: readonly CalendarYear[];
  /** Before the first month, or from the last on. */
  readonly beyond: readonly PortraitValue[];
}

/** Values that are months as years of twelve. */
export function calendarOf(values: readonly PortraitValue[]): Calendar {
  const months = new Map<string, PortraitValue>();
  const beyond: PortraitValue[] = [];
  for (const value of values) {
    if (typeof value.from === 'string' && typeof value.to === 'string') months.set(value.from.slice(0, 7), value);
    else beyond.push(value);
  }
  const found = [...months.keys()].map((month) => Number(month.slice(0, 4)));
  const [first, last] = [Math.min(...found), Math.max(...found)];
  const count = found.length === 0 ? 0 : last - first + 1;
  const years = Array.from({ length: count }, (_, at) => String(first + at).padStart(4, '0'));
  return {
    years: years.map((year) => ({
      year,
      months: Array.from({ length: 12 }, (_, month) => months.get(`${year}-${String(month + 1).padStart(2, '0')}`)),
    })),
    beyond,
  };
}
