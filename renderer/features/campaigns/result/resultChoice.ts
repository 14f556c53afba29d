import { create } from 'zustand';
import { type Campaign, type CampaignState, plannedShares } from '#shared/model/campaign';
import type { BreakdownBy, ExperimentMetric, ExperimentSpec } from '#shared/model/experiment';
import {
  proposedCampaign,
  proposedControl,
  proposedMetrics,
  proposedRange,
  proposedSplits,
} from '#shared/model/experimentProposals';
import type { CampaignExposures } from '#shared/model/experimentSource';
import { labelledMetrics } from '#shared/model/metricLabels';
import { REACHED_RESULTS, workEvent, workResultRule } from '#shared/model/workList';
import type { ConditionNames } from '../../../conditions/conditionNames';
import { type DraftMetric, isComplete } from './draftMetric';

export const ARM_SOURCES = ['campaign', 'release', 'tag', 'segments'] as const;
export type ArmSource = (typeof ARM_SOURCES)[number];

export const DESIGNS = ['matched', 'differenceInDifferences'] as const satisfies readonly NonNullable<
  ExperimentSpec['design']
>['kind'][];
export type Design = (typeof DESIGNS)[number];

/** What is asked; undefined is as proposed. */
export interface ResultChoice {
  readonly source: ArmSource | undefined;
  readonly campaign: string | undefined;
  /** Id of a campaign that was planned and released here. */
  readonly release: string | undefined;
  readonly tag: string | undefined;
  /** Ids of saved segments. */
  readonly segments: readonly string[];
  readonly control: string | undefined;
  readonly variants: readonly string[] | undefined;
  readonly allocation: ExperimentSpec['allocation'];
  readonly randomised: boolean | undefined;
  /** How arms that nobody drew are compared; undefined: as they are. */
  readonly design: Design | undefined;
  /** Tags within whose levels they are matched. */
  readonly matchedBy: readonly string[];
  readonly who: string | undefined;
  readonly metrics: readonly DraftMetric[] | undefined;
  readonly range: ExperimentSpec['range'];
  readonly minimumEffect: number | undefined;
  readonly alpha: number;
  readonly looks: number;
  readonly methods: ExperimentSpec['methods'];
  readonly covariate: string | undefined;
  readonly by: BreakdownBy | undefined;
  readonly splitBy: readonly string[] | undefined;
  /** Id of a saved segment. */
  readonly contacted: string | undefined;
  readonly money: ExperimentSpec['money'];
}

export const NEW_CHOICE: ResultChoice = {
  source: undefined,
  campaign: undefined,
  release: undefined,
  tag: undefined,
  segments: [],
  control: undefined,
  variants: undefined,
  allocation: undefined,
  randomised: undefined,
  design: undefined,
  matchedBy: [],
  who: undefined,
  metrics: undefined,
  range: undefined,
  minimumEffect: undefined,
  alpha: 0.05,
  looks: 1,
  methods: ['bayes', 'rank'],
  covariate: undefined,
  by: undefined,
  splitBy: undefined,
  contacted: undefined,
  money: undefined,
};

/** What is looked at; kept while another page is shown. */
export const useResultChoice = create<ResultChoice>(() => NEW_CHOICE);
export const choose = (change: Partial<ResultChoice>) => useResultChoice.setState(change);

/** Another set of arms takes back what was said of the arms before. */
export const chooseArms = (change: Partial<ResultChoice>) =>
  choose({ control: undefined, variants: undefined, allocation: undefined, ...change });

export interface Arm {
  readonly variant: string;
  readonly n: number;
}

/** What there is to choose from. */
export interface ResultFacts {
  readonly names: ConditionNames;
  readonly campaigns: readonly CampaignExposures[];
  readonly released: readonly CampaignState[];
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  /** Values of the tag that is chosen. */
  readonly levels: readonly Arm[];
}

/** The choice with every proposal in its place. */
export interface Chosen extends Omit<ResultChoice, 'source' | 'metrics' | 'splitBy' | 'randomised' | 'minimumEffect'> {
  readonly source: ArmSource;
  readonly metrics: readonly DraftMetric[];
  readonly minimumEffect: number;
  readonly splitBy: readonly string[];
  readonly randomised: boolean;
  readonly arms: readonly Arm[];
  /** Whether each exposure has its time, after which events count. */
  readonly timed: boolean;
  /** Whether metrics may have days of their own: since the exposure, or since the first day of a release. */
  readonly hasStart: boolean;
}

const MINIMUM_EFFECT = 0.1;

export function chosenOf(choice: ResultChoice, facts: ResultFacts): Chosen {
  const source = choice.source ?? proposedSource(facts);
  const campaign = facts.campaigns.find((each) => each.campaign === choice.campaign) ?? proposedCampaign(facts.campaigns);
  const released = facts.released.find((each) => each.campaign.id === choice.release) ?? facts.released[0];
  const plan = source === 'release' ? released?.campaign : undefined;
  const arms = armsOf(source, choice, facts, { campaign, released });
  const timed = source === 'campaign' && (campaign?.timed ?? true);
  return {
    ...choice,
    source,
    campaign: campaign?.campaign,
    release: released?.campaign.id,
    arms,
    timed,
    hasStart: timed || source === 'release',
    allocation: choice.allocation ?? plannedWeights(plan),
    control: arms.some(({ variant }) => variant === choice.control) ? choice.control : (plan?.control ?? proposedControl(arms)),
    metrics: choice.metrics ?? plannedMetrics(plan) ?? proposedMetrics(facts.names, timed),
    minimumEffect: choice.minimumEffect ?? plan?.minimumEffect ?? MINIMUM_EFFECT,
    // Orders are of releases.
    by: source === 'release' || typeof choice.by === 'string' ? choice.by : undefined,
    splitBy: choice.splitBy ?? proposedSplits(facts.names.tags.values()),
    randomised: choice.randomised ?? (source === 'campaign' || source === 'release'),
    range: timed ? undefined : (choice.range ?? daysOf(plan) ?? proposedRange(facts.names.asOf)),
  };
}

/** What was planned here, before what a file tells of. */
function proposedSource({ released, campaigns }: ResultFacts): ArmSource {
  if (campaigns.length > 0) return 'campaign';
  return released.length > 0 ? 'release' : 'tag';
}

function plannedMetrics(plan: Campaign | undefined): DraftMetric[] | undefined {
  if (!plan || plan.metrics.length === 0) return undefined;
  return plan.metrics.map((metric, at) => ({ ...metric, id: `planned ${at}` }));
}

/** In per cent. */
function plannedWeights(plan: Campaign | undefined): ExperimentSpec['allocation'] {
  const shares = [...((plan && plannedShares(plan)) ?? [])].filter(([, share]) => share > 0);
  return shares.length === 0
    ? undefined
    : Object.fromEntries(shares.map(([arm, share]) => [arm, Number((share * 100).toFixed(6))]));
}

function daysOf(plan: Campaign | undefined): ExperimentSpec['range'] {
  return plan?.from === undefined || plan.to === undefined ? undefined : { from: plan.from, to: plan.to };
}

interface KnownArms {
  readonly campaign: CampaignExposures | undefined;
  readonly released: CampaignState | undefined;
}

function armsOf(source: ArmSource, choice: ResultChoice, facts: ResultFacts, known: KnownArms): readonly Arm[] {
  if (source === 'campaign') return known.campaign?.arms ?? [];
  if (source === 'release') return known.released?.arms ?? [];
  if (source === 'tag') return facts.levels;
  return choice.segments.flatMap((id) => {
    const name = facts.segments.find((each) => each.id === id)?.name;
    return name === undefined ? [] : [{ variant: name, n: 0 }];
  });
}

/** What the choice asks; null while something of it is not complete. */
export function specOf(chosen: Chosen, facts: ResultFacts): ExperimentSpec | null {
  const { source, control, arms, metrics, money, variants } = chosen;
  if (control === undefined || arms.length < 2 || metrics.length === 0 || !metrics.every(isComplete)) return null;
  const labelled = labelledMetrics(metrics, facts.names, chosen.hasStart);
  const compared = variants?.filter((variant) => variant !== control && arms.some((arm) => arm.variant === variant));
  const spec: ExperimentSpec = {
    ...armSource(source, chosen, facts),
    control,
    ...(compared && compared.length > 0 ? { variants: compared } : {}),
    ...(chosen.allocation ? { allocation: chosen.allocation } : {}),
    randomised: chosen.randomised,
    ...given('who', chosen.who),
    metrics: labelled,
    ...(chosen.range && metrics.some(hasEvent) ? { range: chosen.range } : {}),
    alpha: chosen.alpha,
    power: 0.8,
    minimumEffect: chosen.minimumEffect,
    correction: 'holm',
    relative: 'log',
    methods: chosen.methods,
    looks: chosen.looks,
    ...given('covariate', chosen.covariate),
    ...given('by', chosen.by),
    splitBy: [...chosen.splitBy],
    ...given('contacted', contactedRule(chosen, facts)),
    ...given('money', money && moneyOf(money, labelled)),
  };
  const design = designOf(chosen);
  const asked = design ? designedSpec(spec, design) : spec;
  // A design tells nothing of some metrics, which may have been all of them.
  return asked.metrics.length === 0 ? null : asked;
}

/** Tags that are not chosen yet match nobody. */
function designOf({ randomised, design, matchedBy }: Chosen): ExperimentSpec['design'] {
  if (randomised || design === undefined) return undefined;
  if (design === 'differenceInDifferences') return { kind: design };
  return matchedBy.length === 0 ? undefined : { kind: design, by: [...matchedBy] };
}

/** Without what such a comparison cannot tell. */
function designedSpec(
  { covariate: _, contacted: __, money: ___, allocation: ____, ...spec }: ExperimentSpec,
  design: NonNullable<ExperimentSpec['design']>,
): ExperimentSpec {
  const isTold = ({ kind, of }: ExperimentMetric) =>
    kind !== 'quantile' && (design.kind === 'matched' || (kind !== 'ratio' && !('tag' in of)));
  const metrics = spec.metrics.filter(isTold).map(({ tau: _, ...metric }) => metric as ExperimentMetric);
  return { ...spec, design, methods: [], metrics };
}

/** Whom the managers reached, by the results that came back, unless a segment says it. */
function contactedRule({ source, release, contacted }: Chosen, { names }: ResultFacts): ExperimentSpec['contacted'] {
  if (contacted !== undefined) return { kind: 'segment', segment: contacted, member: true };
  const known = new Set(names.events.map(({ event }) => event));
  if (source !== 'release' || release === undefined) return undefined;
  const results = REACHED_RESULTS.filter((result) => known.has(workEvent(result)));
  return results.length === 0 ? undefined : { kind: 'any', rules: results.map((result) => workResultRule(release, result)) };
}

function armSource(source: ArmSource, { campaign, release, tag, segments }: Chosen, facts: ResultFacts): Partial<ExperimentSpec> {
  if (source === 'campaign') return given('campaign', campaign);
  if (source === 'release') return given('release', release);
  if (source === 'tag') return given('tag', tag);
  const named = segments.flatMap((who) => {
    const variant = facts.segments.find(({ id }) => id === who)?.name;
    return variant === undefined ? [] : [{ variant, who }];
  });
  return { segments: named };
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [k in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [k in K]: V });
}

/** Metrics that were taken away since are not those of the money. */
function moneyOf(
  { revenue, conversion, ...money }: NonNullable<ExperimentSpec['money']>,
  metrics: readonly ExperimentMetric[],
): ExperimentSpec['money'] {
  const named = (kind: ExperimentMetric['kind'], label: string | undefined) =>
    metrics.find((metric) => metric.kind === kind && metric.label === label)?.label ??
    metrics.find((metric) => metric.kind === kind)?.label;
  const found = named('mean', revenue);
  if (found === undefined) return undefined;
  return { ...money, revenue: found, ...given('conversion', named('conversion', conversion)) };
}

function hasEvent({ of }: DraftMetric): boolean {
  return !('tag' in of);
}
