import { z } from 'zod';
import { daySchema } from './event';

/** What happened on a day, typed by a person and kept with the workspace: a holiday, a release, a change of prices. */
export const annotationSchema = z.strictObject({
  id: z.string().min(1).max(200),
  day: daySchema,
  label: z.string().trim().min(1).max(200),
});
export type Annotation = z.infer<typeof annotationSchema>;

/** What is drawn beside a trend. */
export interface TrendAnnotation {
  readonly label: string;
  /** ISO days, both in; of a campaign those of its first and its last exposure. */
  readonly from: string;
  readonly to: string;
  readonly campaign: boolean;
}

/** More lines nobody tells apart. */
export const MOST_ANNOTATIONS = 50;

/** By period what began in it, or before the first one and goes on. Periods are ascending. */
export function annotationsByPeriod(
  periods: readonly { readonly start: string }[],
  annotations: readonly TrendAnnotation[],
): TrendAnnotation[][] {
  const found: TrendAnnotation[][] = periods.map(() => []);
  for (const annotation of annotations) found[periodOf(periods, annotation.from)]?.push(annotation);
  return found;
}

/** Position of the period that a day is in; the first one where it is before them all. */
export function periodOf(periods: readonly { readonly start: string }[], day: string): number {
  return Math.max(
    0,
    periods.findLastIndex(({ start }) => start <= day),
  );
}
