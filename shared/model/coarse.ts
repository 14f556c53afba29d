import { z } from 'zod';

export const DAY_STEPS = ['month', 'quarter', 'year'] as const;
export const REGION_STEPS = ['city', 'province'] as const;

/** How coarse a value is made: bands of numbers, calendar periods of days, regions of places. */
export const coarseSchema = z.union([
  z.strictObject({ width: z.number().int().min(1).max(1_000_000_000_000) }),
  z.strictObject({ unit: z.enum(DAY_STEPS) }),
  z.strictObject({ region: z.enum(REGION_STEPS) }),
]);
export type Coarse = z.infer<typeof coarseSchema>;

/** Whether `after` joins whole values of `before`; a band only where its width is a multiple. */
export function isCoarser(before: Coarse, after: Coarse): boolean {
  if ('width' in before && 'width' in after) return after.width > before.width && after.width % before.width === 0;
  if ('unit' in before && 'unit' in after) return DAY_STEPS.indexOf(after.unit) > DAY_STEPS.indexOf(before.unit);
  return 'region' in before && 'region' in after && REGION_STEPS.indexOf(after.region) > REGION_STEPS.indexOf(before.region);
}
