import type { useFormat } from '../../text';

const LONGEST_IN_MILLISECONDS = 0.95;

/** What a query took: most take less than a second. */
export function timeText(seconds: number, format: ReturnType<typeof useFormat>): string {
  return seconds < LONGEST_IN_MILLISECONDS ? `${Math.round(seconds * 1000)} ms` : format.duration(seconds);
}
