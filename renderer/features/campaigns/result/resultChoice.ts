import { create } from 'zustand';
import type { ExperimentMetric, ExperimentSpec } from '#shared/model/experiment';
import type { CampaignExposures } from '#shared/model/experimentSource';
import type { ConditionNames } from '../../../conditions/conditionNames';
import { type DraftMetric, isComplete, labelledMetrics } from './draftMetric';
import { proposedCampaign, proposedControl, proposedMetrics, proposedRange, proposedSplits } from './proposals';

export const ARM_SOURCES = ['campaign', 'tag', 'segments'] as const;
export type ArmSource = (typeof ARM_SOURCES)[number];

/** What is asked; undefined is as proposed. */
export interface ResultChoice {
  readonly source: ArmSource | undefined;
  readonly campaign: string | undefined;
  readonly tag: string | undefined;
  /** Ids of saved segments. */
  readonly segments: readonly string[];
  readonly control: string | undefined;
  readonly variants: readonly string[] | undefined;
  readonly allocation: ExperimentSpec['allocation'];
  readonly randomised: boolean | undefined;
  readonly who: string | undefined;
  readonly metrics: readonly DraftMetric[] | undefined;
  readonly range: ExperimentSpec['range'];
  readonly minimumEffect: number;
  readonly alpha: number;
  readonly looks: number;
  readonly methods: ExperimentSpec['methods'];
  readonly covariate: string | undefined;
  readonly by: string | undefined;
  readonly splitBy: readonly string[] | undefined;
  /** Id of a saved segment. */
  readonly contacted: string | undefined;
  readonly money: ExperimentSpec['money'];
}

export const NEW_CHOICE: ResultChoice = {
  source: undefined,
  campaign: undefined,
  tag: undefined,
  segments: [],
  control: undefined,
  variants: undefined,
  allocation: undefined,
  randomised: undefined,
  who: undefined,
  metrics: undefined,
  range: undefined,
  minimumEffect: 0.1,
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
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  /** Values of the tag that is chosen. */
  readonly levels: readonly Arm[];
}

/** The choice with every proposal in its place. */
export interface Chosen extends Omit<ResultChoice, 'source' | 'metrics' | 'splitBy' | 'randomised'> {
  readonly source: ArmSource;
  readonly metrics: readonly DraftMetric[];
  readonly splitBy: readonly string[];
  readonly randomised: boolean;
  readonly arms: readonly Arm[];
  /** Whether each exposure has its time, after which events count. */
  readonly timed: boolean;
}

export function chosenOf(choice: ResultChoice, facts: ResultFacts): Chosen {
  const source = choice.source ?? (facts.campaigns.length > 0 ? 'campaign' : 'tag');
  const campaign = facts.campaigns.find((each) => each.campaign === choice.campaign) ?? proposedCampaign(facts.campaigns);
  const arms = armsOf(source, choice, facts, campaign);
  const timed = source === 'campaign' && (campaign?.timed ?? true);
  return {
    ...choice,
    source,
    campaign: campaign?.campaign,
    arms,
    timed,
    control: arms.some(({ variant }) => variant === choice.control) ? choice.control : proposedControl(arms),
    metrics: choice.metrics ?? proposedMetrics(facts.names, timed),
    splitBy: choice.splitBy ?? proposedSplits(facts.names.tags.values()),
    randomised: choice.randomised ?? source === 'campaign',
    range: timed ? undefined : (choice.range ?? proposedRange(facts.names.asOf)),
  };
}

function armsOf(source: ArmSource, choice: ResultChoice, facts: ResultFacts, campaign?: CampaignExposures): readonly Arm[] {
  if (source === 'campaign') return campaign?.arms ?? [];
  if (source === 'tag') return facts.levels;
  return choice.segments.flatMap((id) => {
    const name = facts.segments.find((each) => each.id === id)?.name;
    return name === undefined ? [] : [{ variant: name, n: 0 }];
  });
}

/** What the choice asks; null while something of it is not complete. */
export function specOf(chosen: Chosen, facts: ResultFacts): ExperimentSpec | null {
  const { source, control, arms, metrics, contacted, money, variants } = chosen;
  if (control === undefined || arms.length < 2 || metrics.length === 0 || !metrics.every(isComplete)) return null;
  const labelled = labelledMetrics(metrics, facts.names, chosen.timed);
  const compared = variants?.filter((variant) => variant !== control && arms.some((arm) => arm.variant === variant));
  return {
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
    ...(contacted === undefined ? {} : { contacted: { kind: 'segment', segment: contacted, member: true } }),
    ...given('money', money && moneyOf(money, labelled)),
  };
}

function armSource(source: ArmSource, { campaign, tag, segments }: Chosen, facts: ResultFacts): Partial<ExperimentSpec> {
  if (source === 'campaign') return given('campaign', campaign);
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
