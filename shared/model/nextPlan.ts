import { type Campaign, campaignSchema } from './campaign';
import type { ExperimentAnswer, ExperimentLevel, ExperimentRow } from './experiment';
import { isInsufficient } from './findings';
import type { LedgerFinding } from './ledger';
import { labelledMetrics } from './metricLabels';
import type { PowerSpec } from './power';
import type { Rule } from './rule';

/**
 * What follows from a verdict: adopted, the same offer for the rest or for the levels that gained most; too early or too small, the same
 * again with enough customers; stopped or no difference, another offer; a wrong split, the same again, dealt out within what leaked.
 */
export type NextStep = 'rollOut' | 'rollOutToLevels' | 'enlarge' | 'nextOffer' | 'drawAgain';

/** Levels of a tag that look as if they gained most. Leads: another campaign has to show it. */
export interface GainingLevels {
  readonly tag: string;
  readonly levels: readonly ExperimentLevel[];
}

export interface NextAsked {
  readonly finding: LedgerFinding;
  /** As it was released; null where only exposures are known. */
  readonly released: Campaign | null;
  /** Finds who had the offer, where a rule can; null else. */
  readonly treated: Rule | null;
  readonly gaining: GainingLevels | null;
}

export interface NextPlan {
  readonly step: NextStep;
  /** The difference to expect: shrunk; null where none can be expected, or it goes the wrong way. */
  readonly expected: number | null;
  /** For whom alone it is; empty: nobody apart. */
  readonly levels: readonly ExperimentLevel[];
  readonly campaign: Campaign;
}

const MOST_GAINING = 3;
const LEAST_CUSTOMERS = 30;

export function nextPlan(asked: NextAsked, { id, name }: Pick<Campaign, 'id' | 'name'>): NextPlan {
  const step = stepOf(asked);
  const expected = expectedOf(asked.finding);
  const { row } = asked.finding;
  const base = asked.released ?? exposedCampaign(asked.finding);
  const relative = expected !== null && typeof row?.controlValue === 'number' ? Math.abs(expected / row.controlValue) : null;
  const { from: _, to: __, ...undated } = base;
  const campaign = campaignSchema.parse({
    ...undated,
    id,
    name: name.slice(0, 200),
    who: whoOf(step, base, asked),
    arms: armsOf(step, base, row),
    ...(relative !== null && relative > 0 && Number.isFinite(relative) ? { minimumEffect: Number(relative.toPrecision(2)) } : {}),
    split: { ...base.split, seed: base.split.seed + 1, strata: strataOf(step, base, asked.finding) },
  });
  return { step, expected, levels: step === 'rollOutToLevels' ? (asked.gaining?.levels ?? []) : [], campaign };
}

function stepOf({ finding: { verdict }, gaining }: NextAsked): NextStep {
  switch (verdict.decision) {
    case 'adopt':
      return gaining && gaining.levels.length > 0 ? 'rollOutToLevels' : 'rollOut';
    case 'adoptForSegment':
      return 'rollOutToLevels';
    case 'stop':
    case 'noDifference':
      return 'nextOffer';
    case 'notTrustworthy':
      return 'drawAgain';
    default:
      return 'enlarge';
  }
}

function expectedOf({ shrunk, row, spec, verdict }: LedgerFinding): number | null {
  if (isInsufficient(shrunk) || verdict.decision === 'notTrustworthy') return null;
  const lower = spec.metrics.find(({ label }) => label === row?.metric)?.better === 'lower';
  return shrunk.estimate > 0 === !lower && shrunk.estimate !== 0 ? shrunk.estimate : null;
}

/** What exposures and the question say of it; metrics without times of their own, which a plan has none of. */
function exposedCampaign({ spec, row }: LedgerFinding): Campaign {
  const share = row ? row.controlN / (row.n + row.controlN) : 0.5;
  return campaignSchema.parse({
    ...{ id: 'next', name: 'next', control: spec.control, holdout: Math.min(0.9, Math.max(0.05, Number(share.toFixed(2)))) },
    arms: row ? [{ variant: row.variant }] : [],
    metrics: labelledMetrics(spec.metrics, { tags: new Map() }, false),
    minimumEffect: spec.minimumEffect,
  });
}

function armsOf(step: NextStep, { arms }: Campaign, row: ExperimentRow | null): Campaign['arms'] {
  if (step === 'nextOffer') return arms.map((arm) => ({ ...arm, offer: '', script: '' }));
  const won = arms.filter(({ variant }) => variant === row?.variant);
  return step.startsWith('rollOut') && won.length > 0 ? won : arms;
}

function whoOf(step: NextStep, { who }: Campaign, { treated, gaining }: NextAsked): Campaign['who'] {
  if (step !== 'rollOut' && step !== 'rollOutToLevels') return who;
  const rules: Rule[] = [
    ...(typeof who === 'string' ? [{ kind: 'segment' as const, segment: who, member: true }] : isEverybody(who) ? [] : [who]),
    ...(step === 'rollOutToLevels' && gaining ? [atLevels(gaining)] : []),
    ...(treated ? [{ kind: 'none' as const, rules: [treated] }] : []),
  ];
  return rules.length === 0 || (rules.length === 1 && typeof who === 'string') ? who : { kind: 'all', rules };
}

function isEverybody(who: Rule): boolean {
  return who.kind === 'all' && who.rules.length === 0;
}

function atLevels({ tag, levels }: GainingLevels): Rule {
  const known = levels.flatMap(({ value }) => (value === null ? [] : [value]));
  const rules: Rule[] = [
    ...known.map((value): Rule => ({ kind: 'tag', tag, op: 'is', values: [value] })),
    ...(known.length < levels.length ? [{ kind: 'tag' as const, tag, op: 'isNull' as const, values: [] }] : []),
  ];
  return { kind: 'any', rules };
}

const MOST_STRATA = 5;

/** A leak is at a level of a tag, within which the next split is dealt out. */
function strataOf(step: NextStep, { split }: Campaign, { verdict }: LedgerFinding): string[] {
  if (step !== 'drawAgain') return [...split.strata];
  return [...new Set([...split.strata, ...verdict.reasons.flatMap(({ tag }) => tag ?? [])])].slice(0, MOST_STRATA);
}

/** Those for whom the verdict adopts it, else at most three above the whole, the largest gain first. */
export function gainingLevels(finding: LedgerFinding, tag: string, { rows, verdict }: ExperimentAnswer): GainingLevels {
  const [reason] = verdict.reasons;
  if (verdict.decision === 'adoptForSegment' && reason?.levels) return { tag, levels: reason.levels };
  const lower = finding.spec.metrics.find(({ label }) => label === finding.row?.metric)?.better === 'lower';
  const gain = ({ difference }: ExperimentRow) =>
    isInsufficient(difference) ? Number.NaN : difference.estimate * (lower ? -1 : 1);
  const whole = finding.row ? gain(finding.row) : Number.NaN;
  const levels = rows
    .filter(({ level, metric, variant }) => level && metric === finding.row?.metric && variant === finding.row.variant)
    .filter((row) => Math.min(row.n, row.controlN) >= LEAST_CUSTOMERS && gain(row) > Math.max(0, whole))
    .sort((a, b) => gain(b) - gain(a))
    .slice(0, MOST_GAINING)
    .flatMap(({ level }) => level ?? []);
  return { tag, levels };
}

/** How many customers it takes to show the difference to expect, else the smallest that matters; null where that cannot be asked. */
export function nextSize({ spec, row }: LedgerFinding, { expected, campaign }: NextPlan): PowerSpec | null {
  if (!row || typeof row.controlValue !== 'number') return null;
  const effect = expected ?? row.controlValue * campaign.minimumEffect;
  const holdout = campaign.holdout ?? 0.5;
  const ratio = Math.min(1000, Math.max(0.001, (1 - holdout) / Math.max(holdout, 0.001)));
  const asked = { effect, power: spec.power, alpha: spec.alpha, ratio };
  if (row.kind === 'conversion') {
    const isShare = [row.controlValue, row.controlValue + effect].every((share) => share > 0 && share < 1);
    return isShare && effect !== 0 ? { kind: 'proportion', control: row.controlValue, method: 'pooled', ...asked } : null;
  }
  const sd = spreadOf(row);
  return row.kind === 'mean' && sd !== null && effect !== 0 ? { kind: 'mean', sd, ...asked } : null;
}

const NORMAL = 1.959964;

/** Of the values of a customer, by the width of the 95% interval. */
function spreadOf({ n, controlN, difference }: ExperimentRow): number | null {
  if (isInsufficient(difference) || isInsufficient(difference.interval)) return null;
  const error = (difference.interval[1] - difference.interval[0]) / 2 / NORMAL;
  const sd = error / Math.sqrt(1 / n + 1 / controlN);
  return sd > 0 ? sd : null;
}
