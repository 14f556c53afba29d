import { useMemo } from 'react';
import type { PortraitTag } from '#shared/model/answers';
import { isoDay } from '#shared/model/calendar';
import { type Format, useFormat } from '../../../text';

/** How the values of a number tag are written: a date's as days. */
export interface NumberWords {
  value(x: number): string;
  /** A distance between two values; of dates in days. */
  distance(x: number): string;
}

export function useNumberWords({ type }: Pick<PortraitTag, 'type'>): NumberWords {
  const format = useFormat();
  return useMemo(() => numberWords(type === 'date', format), [type, format]);
}

export function numberWords(isDate: boolean, format: Format): NumberWords {
  const plain = (x: number) => format.decimal(x, digitsFor(x));
  return { value: isDate ? dayText : plain, distance: plain };
}

/** The day that a number of days since 1970 lies in. */
function dayText(days: number): string {
  const day = Math.floor(days);
  return Number.isFinite(day) && Math.abs(day) < 1e8 ? isoDay(day) : String(days);
}

/** About four digits that count, and none behind the point of large numbers. */
function digitsFor(x: number): number {
  const size = Math.abs(x);
  if (size >= 1000 || Number.isInteger(x)) return 0;
  return size >= 10 ? 1 : size >= 1 ? 2 : 3;
}
