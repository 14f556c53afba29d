import type { Insufficient } from '#shared/model/answers';
import type { ExperimentRow } from '#shared/model/experiment';
import type { Shrunk } from '#shared/model/experimentNumbers';
import { isDecided, isWon, type LedgerAnswer, type LedgerFinding, type LedgerTotal } from '#shared/model/ledger';
import { insufficient } from '../insufficient';
import { shareInterval } from '../shareDifference';
import { randomEffects } from './randomEffects';
import type { Measured } from './ratio';
import { measuredDifference, totalEffect } from './totalEffect';

/** A finding, and its metric of money where it has one. */
export type Judged = Omit<LedgerFinding, 'shrunk'> & { readonly revenue: ExperimentRow | null };

const CONFIDENCE = 0.95;
const NO_EFFECT: Measured = { value: Number.NaN, squaredError: Number.NaN };

/** Campaigns adopted, of those decided, with Wilson's interval. A split that cannot be trusted decides nothing. */
export function winRateOf(findings: readonly Judged[]): LedgerAnswer['winRate'] {
  const decided = findings.filter(({ verdict }) => isDecided(verdict)).length;
  const wins = findings.filter(({ verdict }) => isWon(verdict)).length;
  if (decided === 0) return insufficient(0, 1);
  return { wins, decided, share: wins / decided, interval: shareInterval({ n: wins, known: decided }, CONFIDENCE) };
}

/** Each finding's difference pulled to the mean of those whose metric is of the same kind and is better the same way. */
export function shrunkEffects(findings: readonly Judged[]): (Shrunk | Insufficient)[] {
  const kinds = findings.map((finding) => `${finding.row?.kind} ${betterOf(finding)}`);
  const byKind = new Map(
    [...new Set(kinds)].map((kind) => {
      const effects = findings.map((finding, at) => (kinds[at] === kind ? primaryEffect(finding) : NO_EFFECT));
      return [kind, randomEffects(effects, CONFIDENCE)] as const;
    }),
  );
  return kinds.map((kind, at) => {
    const found = byKind.get(kind);
    if (!found || 'state' in found) return found ?? insufficient(0, 2);
    return found.shrunk[at] ?? insufficient(0, 1);
  });
}

/** What all that can be trusted brought, and what those that were adopted did. */
export function totalsOf(findings: readonly Judged[]): LedgerTotal[] {
  return (['conversions', 'margin'] as const).flatMap((of) => {
    const effects = findings.map(of === 'conversions' ? conversionEffect : marginEffect);
    const isThere = findings.map((_, at) => Number.isFinite(effects[at]?.squaredError));
    return (['all', 'adopted'] as const).flatMap((over): LedgerTotal[] => {
      const counts = findings.map((finding, at) => isThere[at] && (over === 'all' || isWon(finding.verdict)));
      const weights = findings.map(({ row }, at) => (counts[at] ? (row?.n ?? 0) : 0));
      const campaigns = counts.filter(Boolean).length;
      return campaigns === 0 ? [] : [{ of, over, campaigns, ...totalEffect(effects, weights, CONFIDENCE) }];
    });
  });
}

/** What is too little, or of a wrong split, would teach nothing about the others. */
function isTrusted({ verdict: { decision } }: Judged): boolean {
  return decision !== 'notTrustworthy' && decision !== 'insufficient';
}

function betterOf({ row, spec }: Judged): string {
  return spec.metrics.find(({ label }) => label === row?.metric)?.better ?? 'higher';
}

function primaryEffect(finding: Judged): Measured {
  const { row, spec } = finding;
  return row && isTrusted(finding) ? measuredDifference(row, 1 - spec.alpha) : NO_EFFECT;
}

function conversionEffect(finding: Judged): Measured {
  return finding.row?.kind === 'conversion' && betterOf(finding) === 'higher' ? primaryEffect(finding) : NO_EFFECT;
}

function marginEffect(finding: Judged): Measured {
  const { revenue, spec } = finding;
  if (!revenue || !isTrusted(finding)) return NO_EFFECT;
  const { value, squaredError } = measuredDifference(revenue, 1 - spec.alpha);
  const margin = spec.money?.margin ?? 1;
  return { value: value * margin, squaredError: squaredError * margin ** 2 };
}
