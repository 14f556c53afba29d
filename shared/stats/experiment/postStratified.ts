import type { OtherTest } from '#shared/model/experimentNumbers';
import { normalQuantile, normalTwoSidedP } from '../distributions';
import { type ArmNumbers, type MomentKind, measuredArm, momentsOf } from './arm';

/** An arm and the control within one stratum. */
export type StratumArms = readonly [treatment: ArmNumbers, control: ArmNumbers];

/**
 * The difference within each stratum, weighted by the stratum's share of the customers of both arms, with the errors of each stratum's arms
 * (Miratrix, Sekhon & Yu, J. R. Statist. Soc. B 75, 2013). Customers of strata in which an arm has fewer than two are left out and counted.
 * None where nothing is left or nothing varies.
 */
export function postStratified(
  kind: MomentKind,
  strata: readonly StratumArms[],
  { tags, confidence }: { readonly tags: readonly string[]; readonly confidence: number },
): OtherTest[] {
  const all = strata.map(([treatment, control]) => {
    const [t, c] = [measuredArm(kind, treatment), measuredArm(kind, control)];
    return { n: momentsOf(treatment).n + momentsOf(control).n, measured: t && c ? { t, c } : null };
  });
  const usable = all.flatMap(({ n, measured }) => (measured ? [{ n, ...measured }] : []));
  const n = usable.reduce((sum, stratum) => sum + stratum.n, 0);
  const [estimate, variance] = usable.reduce(
    ([value, error], { n: own, t, c }) => [
      value + (own / n) * (t.value - c.value),
      error + (own / n) ** 2 * (t.squaredError + c.squaredError),
    ],
    [0, 0],
  );
  if (!(variance > 0)) return [];
  const [error, total] = [Math.sqrt(variance), all.reduce((sum, stratum) => sum + stratum.n, 0)];
  const reach = normalQuantile((1 + confidence) / 2) * error;
  return [
    {
      method: 'postStratified',
      strata: { tags, n: usable.length, leftOut: total - n },
      difference: { estimate, interval: [estimate - reach, estimate + reach], method: 'wald' },
      statistic: estimate / error,
      p: normalTwoSidedP(estimate / error),
    },
  ];
}
