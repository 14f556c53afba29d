import type {
  ExperimentAnswer,
  ExperimentBreakdown,
  ExperimentDecision,
  ExperimentReason,
  ExperimentRow,
  ExperimentSpec,
  ExperimentVerdict,
} from '#shared/model/experiment';
import { holm } from '../adjust';
import { nonInferiorityOf } from './nonInferiority';

/** Fewer in an arm are no arm. */
export const LEAST_CUSTOMERS = 30;
/** Fewer conversions expected in an arm if all were alike decide nothing. */
const LEAST_CONVERSIONS = 5;

type Found = Pick<ExperimentAnswer, 'arms' | 'srm' | 'splits' | 'rows' | 'unfinished' | 'matching' | 'changes'> & {
  readonly breakdowns: readonly ExperimentBreakdown[];
};

/**
 * What to do, and why: first whether the split can be trusted, then whether there is enough, then what the primary metrics say after the
 * correction, the guardrails, and the levels of a breakdown, which are leads.
 */
export function verdictOf(spec: ExperimentSpec, found: Found): ExperimentVerdict {
  const cautions = cautionsOf(spec, found);
  const verdict = (decision: ExperimentDecision, reasons: readonly ExperimentReason[], variant?: string): ExperimentVerdict => {
    return { decision, ...(variant === undefined ? {} : { variant }), reasons: [...reasons, ...cautions] };
  };
  const leaks = leaksOf(found);
  if (leaks.length > 0) return verdict('notTrustworthy', leaks);
  const small = comparableArms(found).filter(({ n }) => n < LEAST_CUSTOMERS);
  if (small.length > 0) {
    const reasons = small.map(({ variant, n }) => ({
      kind: 'fewCustomers' as const,
      variant,
      found: n,
      needed: LEAST_CUSTOMERS,
    }));
    return verdict('insufficient', reasons);
  }
  const isBetter = betterOf(spec);
  const whole = found.rows.filter(({ level }) => level === undefined);
  const primary = whole.filter(({ role }) => role === 'primary');
  const better = primary.filter((row) => isSignificant(row, spec) && isBetter(row));
  const worse = primary.filter((row) => isSignificant(row, spec) && !isBetter(row));
  const margins = marginsOf(spec, whole);
  const isWithinMargin = (row: ExperimentRow) => margins.some((each) => each.row === row && each.shown);
  const breaches = whole.filter(
    (row) => row.role === 'guardrail' && isSignificant(row, spec) && !isBetter(row) && !isWithinMargin(row),
  );
  const isUnbroken = ({ variant }: ExperimentRow) => ![...worse, ...breaches].some((row) => row.variant === variant);
  const unshown = margins.filter(({ shown }) => !shown).map(({ reason }) => reason);
  const waits = ({ variant }: { readonly variant: string }) => unshown.some((reason) => reason.variant === variant);
  const best = better.filter((row) => isUnbroken(row) && !waits(row)).sort(byTest)[0];
  const part = partOf(spec, found, best);
  if (part && !waits(part)) return verdict('adoptForSegment', part.reasons, part.variant);
  if (best) return verdict('adopt', [reasonOf('better', best)], best.variant);
  if (worse.length + breaches.length > 0) {
    const reasons = [...worse.map((row) => reasonOf('worse', row)), ...breaches.map((row) => reasonOf('guardrailWorse', row))];
    return verdict('stop', reasons, (worse[0] ?? breaches[0])?.variant);
  }
  const held = better.filter(waits);
  if (held.length > 0) {
    const open = unshown.filter(({ variant }) => held.some((row) => row.variant === variant));
    return verdict('keepGoing', [...held.map((row) => reasonOf('better', row)), ...open]);
  }
  return undecided(primary, spec, found, verdict);
}

/** Of matched arms those who were matched, of the control for the variant that found fewest. */
function comparableArms({ arms, matching }: Found): readonly { readonly variant: string; readonly n: number }[] {
  if (!matching) return arms;
  const least = Math.min(...matching.map(({ controlMatched }) => controlMatched));
  return arms.map(({ variant }) => ({ variant, n: matching.find((each) => each.variant === variant)?.matched ?? least }));
}

interface MarginFound {
  readonly row: ExperimentRow;
  readonly shown: boolean;
  readonly reason: ExperimentReason;
}

/** Guardrails of which it has to be shown that they are worse by no more than their margin: then even what is worse beyond chance is no breach. */
function marginsOf({ metrics }: ExperimentSpec, rows: readonly ExperimentRow[]): MarginFound[] {
  return metrics.flatMap(({ label, role, better, margin }) => {
    if (role !== 'guardrail' || margin === undefined) return [];
    return rows.flatMap((row): MarginFound[] => {
      if (row.metric !== label) return [];
      const found = nonInferiorityOf(row, { better, margin });
      const reason = { kind: 'guardrailNotShown' as const, metric: label, variant: row.variant, margin };
      return [{ row, shown: 'shown' in found && found.shown, reason }];
    });
  });
}

function undecided(
  primary: readonly ExperimentRow[],
  spec: ExperimentSpec,
  { unfinished }: Found,
  verdict: (decision: ExperimentDecision, reasons: readonly ExperimentReason[]) => ExperimentVerdict,
): ExperimentVerdict {
  const few = primary.flatMap((row): ExperimentReason[] => {
    const expected = expectedConversions(row);
    if (expected === null || expected >= LEAST_CONVERSIONS) return [];
    return [{ kind: 'fewConversions', metric: row.metric, variant: row.variant, found: expected, needed: LEAST_CONVERSIONS }];
  });
  if (few.length > 0) return verdict('insufficient', few);
  const weak = primary.flatMap((row): ExperimentReason[] => {
    const { needed = 0, controlN, metric, variant } = row;
    if (isWithinSmallest(row, spec) || (typeof needed === 'number' && needed <= controlN)) return [];
    return [{ kind: 'lowPower', metric, variant, found: controlN, ...(typeof needed === 'number' ? { needed } : {}) }];
  });
  if (weak.length > 0 || unfinished > 0 || primary.length === 0) return verdict('keepGoing', weak);
  return verdict(
    'noDifference',
    primary.map((row) => reasonOf('withinSmallest', row)),
  );
}

function leaksOf({ srm, splits }: Found): ExperimentReason[] {
  const leaks = splits.flatMap(({ tag, level, ratio }): ExperimentReason[] =>
    'alarm' in ratio && ratio.alarm
      ? [{ kind: 'splitMismatch', p: ratio.p, ...(tag && level ? { tag, levels: [level] } : {}) }]
      : [],
  );
  return srm && 'alarm' in srm && srm.alarm ? [{ kind: 'splitMismatch', p: srm.p }, ...leaks] : leaks;
}

function cautionsOf(spec: ExperimentSpec, { unfinished, matching = [], changes = [] }: Found): ExperimentReason[] {
  const looked =
    spec.looks > 1 &&
    spec.metrics.some(({ role, tau, kind }) => role === 'primary' && (tau === undefined || kind === 'quantile'));
  return [
    ...(unfinished > 0 ? [{ kind: 'unfinished' as const, found: unfinished }] : []),
    ...(looked ? [{ kind: 'earlyLook' as const, found: spec.looks }] : []),
    ...matching.flatMap(({ variant, n, matched }) =>
      matched < n ? [{ kind: 'unmatched' as const, variant, found: n - matched, needed: n }] : [],
    ),
    ...changes.flatMap(({ metric, variant, placebo }) => {
      const p = placebo?.p;
      return typeof p === 'number' && p < spec.alpha ? [{ kind: 'changedBefore' as const, metric, variant, p }] : [];
    }),
    ...(isRandomised(spec) ? [] : [{ kind: 'notRandomised' as const }]),
  ];
}

export function isRandomised({ randomised, segments, design }: ExperimentSpec): boolean {
  if (design) return false;
  return randomised ?? segments === undefined;
}

/** After the correction; at several looks by the sequential test, where there is one. */
function isSignificant({ pAdjusted, sequential }: ExperimentRow, { alpha, looks }: ExperimentSpec): boolean {
  if (looks > 1 && sequential) return sequential.p < alpha;
  return typeof pAdjusted === 'number' && pAdjusted < alpha;
}

function betterOf({ metrics }: ExperimentSpec): (row: ExperimentRow) => boolean {
  const lower = new Set(metrics.filter(({ better }) => better === 'lower').map(({ label }) => label));
  return ({ metric, difference }) =>
    'estimate' in difference && (lower.has(metric) ? difference.estimate < 0 : difference.estimate > 0);
}

function byTest(a: ExperimentRow, b: ExperimentRow): number {
  const size = ({ test }: ExperimentRow) => ('statistic' in test ? Math.abs(test.statistic) : 0);
  return size(b) - size(a);
}

function reasonOf(kind: ExperimentReason['kind'], { metric, variant, pAdjusted }: ExperimentRow): ExperimentReason {
  return { kind, metric, variant, ...(typeof pAdjusted === 'number' ? { p: pAdjusted } : {}) };
}

/** Where the effect differs from level to level, and only some gain by it: after Holm, since this is a decision and no lead. Strongest first. */
function partOf(spec: ExperimentSpec, { rows, breakdowns }: Found, best: ExperimentRow | undefined) {
  const isBetter = betterOf(spec);
  const roles = new Map(spec.metrics.map(({ label, role }) => [label, role]));
  const asked = breakdowns.filter(({ metric, variant }) => {
    return best ? best.metric === metric && best.variant === variant : roles.get(metric) === 'primary';
  });
  const ps = holm(asked.map(({ interaction }) => ('p' in interaction ? interaction.p : 1)));
  for (const [at, { metric, variant }] of asked.entries()) {
    const p = ps[at] ?? 1;
    if (p >= spec.alpha) continue;
    const levels = rows.filter((row) => row.level !== undefined && row.metric === metric && row.variant === variant);
    const tests = holm(levels.map(({ test }) => ('p' in test ? test.p : 1)));
    const gaining = levels.filter((row, level) => (tests[level] ?? 1) < spec.alpha && isBetter(row));
    if (gaining.length === 0 || gaining.length === levels.length) continue;
    const named = gaining.sort(byTest).flatMap(({ level }) => level ?? []);
    const reasons: ExperimentReason[] = [{ kind: 'differsByLevel', metric, variant, p, levels: named, ...byOf(spec) }];
    return { variant, reasons };
  }
  return null;
}

function byOf({ by }: ExperimentSpec): Pick<ExperimentReason, 'tag' | 'work'> {
  if (by === undefined) return {};
  return typeof by === 'string' ? { tag: by } : by;
}

/** In the smaller arm, if the arms were alike. */
function expectedConversions({ kind, n, value, controlN, controlValue }: ExperimentRow): number | null {
  if (kind !== 'conversion' || typeof value !== 'number' || typeof controlValue !== 'number') return null;
  return (Math.min(n, controlN) * (n * value + controlN * controlValue)) / (n + controlN);
}

function isWithinSmallest({ relative }: ExperimentRow, { minimumEffect }: ExperimentSpec): boolean {
  if (!('interval' in relative) || 'state' in relative.interval) return false;
  return relative.interval[0] > -minimumEffect && relative.interval[1] < minimumEffect;
}
