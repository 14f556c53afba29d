import type { Insufficient } from '#shared/model/answers';
import type { SampleRatio } from '#shared/model/experimentNumbers';
import { chiSquareSf } from '../distributions';
import { insufficient } from '../insufficient';

/** With fewer expected in an arm the chi-square distribution is a poor guide, and outcomes are counted one by one. */
const LEAST_EXPECTED = 8;
const MOST_OUTCOMES = 1_000_000;
/** Outcomes as likely as the observed one count as equal within this factor. */
const TIE = 1e-7;
const ALARM = 0.001;

/**
 * Whether the sizes of the arms are what their weights say: Pearson's chi-square, or the exact multinomial probability of all outcomes at
 * most as likely where an arm expects fewer than 8. `tests` is how many such checks are made together (Bonferroni): p is of this one
 * alone, the alarm of all. Insufficient with nobody or a single arm.
 */
export function sampleRatio(sizes: readonly number[], weights: readonly number[], tests = 1): SampleRatio | Insufficient {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.length < 2) return insufficient(sizes.length, 2);
  if (n === 0) return insufficient(0, 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight / total);
  const chiSquare = sizes.reduce((sum, size, arm) => sum + (size - n * (shares[arm] ?? 0)) ** 2 / (n * (shares[arm] ?? 0)), 0);
  const df = sizes.length - 1;
  const exact = n * Math.min(...shares) < LEAST_EXPECTED && outcomesOf(n, sizes.length) <= MOST_OUTCOMES;
  const p = exact ? multinomialP(sizes, shares, n) : chiSquareSf(chiSquare, df);
  return { method: exact ? 'exactMultinomial' : 'pearson', chiSquare, df, p, alarm: p * tests < ALARM };
}

/** Ways to spread `n` customers over the arms. */
function outcomesOf(n: number, arms: number): number {
  let ways = 1;
  for (let arm = 1; arm < arms; arm++) ways = (ways * (n + arm)) / arm;
  return ways;
}

function multinomialP(sizes: readonly number[], shares: readonly number[], n: number): number {
  const logFactorials = new Float64Array(n + 1);
  for (let k = 1; k <= n; k++) logFactorials[k] = (logFactorials[k - 1] ?? 0) + Math.log(k);
  const logs = shares.map((share) => Math.log(share));
  const term = (arm: number, size: number) => size * (logs[arm] ?? 0) - (logFactorials[size] ?? 0);
  const observed = sizes.reduce((sum, size, arm) => sum + term(arm, size), 0) + TIE;
  let p = 0;
  const spread = (arm: number, left: number, log: number): void => {
    if (arm === shares.length - 1) {
      const whole = log + term(arm, left);
      if (whole <= observed) p += Math.exp(whole + (logFactorials[n] ?? 0));
      return;
    }
    for (let size = 0; size <= left; size++) spread(arm + 1, left - size, log + term(arm, size));
  };
  spread(0, n, 0);
  return Math.min(1, p);
}
