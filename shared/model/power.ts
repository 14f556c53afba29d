import { z } from 'zod';
import type { Insufficient } from './answers';

const sizeFields = {
  alpha: z.number().min(0.0001).max(0.5).default(0.05),
  /** Customers of the treatment for each of the control. */
  ratio: z.number().positive().max(1000).default(1),
  /** Two of `n` (in the control), `effect` (the difference) and `power` are given, the third is found; without `n` and `effect`, n for both is not. */
  n: z.number().int().min(2).max(1e10).optional(),
  effect: z.number().optional(),
  power: z.number().gt(0).max(0.9999).optional(),
};

/** Of shares: one error for both arms as in the test, each arm's own, or the arcsine distance (Cohen's h). */
const shareMethodSchema = z.enum(['pooled', 'unpooled', 'cohenH']).default('pooled');
export type ShareMethod = z.infer<typeof shareMethodSchema>;

export const powerSpecSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('proportion'), control: z.number().gt(0).lt(1), method: shareMethodSchema, ...sizeFields }),
    z.strictObject({ kind: z.literal('mean'), sd: z.number().positive(), ...sizeFields }),
  ])
  .refine(({ n, effect, power }) => [n, effect, power].filter((each) => each !== undefined).length === 2, {
    path: ['n'],
    message: 'two of n, effect and power',
  })
  .refine((spec) => spec.kind === 'mean' || spec.effect === undefined || isShare(spec.control + spec.effect), {
    path: ['effect'],
    message: 'control and effect together are a share between 0 and 1',
  });
export type PowerSpec = z.infer<typeof powerSpecSchema>;

function isShare(value: number): boolean {
  return value > 0 && value < 1;
}

export interface PowerAnswer {
  /** Customers of the control and of the treatment, rounded up. */
  readonly n: number | Insufficient;
  readonly treatmentN: number | Insufficient;
  readonly effect: number | Insufficient;
  readonly power: number | Insufficient;
}
