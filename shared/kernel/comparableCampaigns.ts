import { type Campaign, experimentOf } from '../model/campaign';
import type { EventKind } from '../model/event';
import { type ExperimentMetric, type ExperimentSpec, experimentSpecSchema } from '../model/experiment';
import { proposedControl, proposedMetrics, proposedOffer, proposedRange, proposedSplits } from '../model/experimentProposals';
import type { CampaignExposures } from '../model/experimentSource';
import type { LedgerCampaign, LedgerSpec } from '../model/ledger';
import { labelledMetrics } from '../model/metricLabels';
import type { Release } from '../model/release';
import { checkFilter } from './checkEvent';
import { eventKinds } from './eventKinds';
import { exposedCampaigns } from './experimentCampaigns';
import type { Vocabulary } from './names';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { listReleases, phaseOn } from './storedCampaigns';
import { readVocabulary } from './vocabulary';

/** A campaign with the question whether it worked. */
export interface ComparableCampaign {
  readonly campaign: LedgerCampaign;
  /** Null where nothing says what a success is. */
  readonly spec: ExperimentSpec | null;
  /** What a treated arm offered. */
  readonly offerOf: (variant: string) => string;
}

interface Known {
  readonly vocabulary: Vocabulary;
  readonly events: readonly EventKind[];
  readonly splitBy: readonly string[];
}

/**
 * Every campaign that was released here or is known by its exposures, the latest first; one that is both is the released one. The questions
 * are those that the page of results proposes. @throws Fault NO_CUSTOMERS, UNKNOWN_EVENT.
 */
export async function comparableCampaigns(
  session: Session,
  connection: SqlConnection,
  asked: LedgerSpec,
  signal: AbortSignal,
): Promise<{ readonly campaigns: readonly ComparableCampaign[]; readonly event: string | null }> {
  const vocabulary = await readVocabulary(session, connection, [], signal);
  const events = await eventKinds(session, connection, signal);
  if (asked.event !== undefined) {
    const named = new Set(events.map(({ event }) => event));
    checkFilter({ event: asked.event, where: [] }, { ...vocabulary, events: named }, 'spec');
  }
  const known = { vocabulary, events, splitBy: proposedSplits(vocabulary.tags.values()) };
  const releases = await listReleases(connection);
  const named = new Set(releases.flatMap(({ campaign: { id, name } }) => [id, name]));
  const exposed = (await exposedCampaigns(connection, signal)).filter(({ campaign }) => !named.has(campaign));
  const campaigns = [
    ...releases.map((release) => ofRelease(release, asked, known)),
    ...exposed.map((exposures) => ofExposures(exposures, asked, known)),
  ];
  const last = ({ campaign }: ComparableCampaign) => campaign.to ?? '';
  const [event] = proposedMetrics({ events: eventsAsked(events, asked), props: vocabulary.props }, true);
  return {
    campaigns: campaigns.sort((a, b) => last(b).localeCompare(last(a)) || a.campaign.name.localeCompare(b.campaign.name)),
    event: event && 'event' in event.of ? event.of.event : null,
  };
}

function ofRelease({ campaign, arms }: Release, { margin }: LedgerSpec, { vocabulary, splitBy }: Known): ComparableCampaign {
  const spec = experimentOf(campaign);
  return {
    campaign: {
      source: 'release',
      id: campaign.id,
      name: campaign.name,
      scope: scopeOf(campaign, vocabulary),
      customers: arms.reduce((sum, { n }) => sum + n, 0),
      from: campaign.from ?? null,
      to: campaign.to ?? null,
      phase: phaseOn(vocabulary.asOf, campaign),
      ...(arms.some(({ variant, n }) => variant === campaign.control && n > 0) ? {} : { withoutControl: true }),
    },
    spec: spec && { ...spec, splitBy: [...splitBy], ...moneyOf(spec.metrics, margin) },
    offerOf: (variant) =>
      campaign.arms.find((arm) => arm.variant === variant)?.offer.trim() || proposedOffer(campaign.name, variant),
  };
}

function scopeOf({ who }: Campaign, { segments }: Vocabulary): LedgerCampaign['scope'] {
  return typeof who === 'string' ? { segment: segments.get(who)?.name ?? who } : { rule: true };
}

function ofExposures(
  exposures: CampaignExposures,
  asked: LedgerSpec,
  { vocabulary, events, splitBy }: Known,
): ComparableCampaign {
  const { campaign, arms, first, last, timed } = exposures;
  const control = proposedControl(arms);
  const drafts = proposedMetrics({ events: eventsAsked(events, asked), props: vocabulary.props }, timed);
  const within = { n: asked.days, unit: 'day' as const };
  const metrics = labelledMetrics(
    drafts.map((draft) => ({ ...draft, within })),
    vocabulary,
    timed,
  );
  const isAsked = control !== undefined && metrics.length > 0;
  const range = timed ? {} : { range: proposedRange(vocabulary.asOf) };
  return {
    campaign: {
      source: 'exposures',
      id: campaign,
      name: campaign,
      scope: null,
      customers: arms.reduce((sum, { n }) => sum + n, 0),
      from: first,
      to: last,
      phase: first === null || last === null ? 'ended' : phaseOn(vocabulary.asOf, { from: first, to: last }),
    },
    spec: isAsked
      ? experimentSpecSchema.parse({
          ...{ campaign, control, randomised: true, metrics, splitBy, ...range },
          ...allocationOf(exposures, control, asked),
          ...moneyOf(metrics, asked.margin),
        })
      : null,
    offerOf: (variant) => proposedOffer(campaign, variant),
  };
}

/** The plan of exposures is not known; where nobody says it, arms alike are expected. */
function allocationOf(
  { campaign, arms }: CampaignExposures,
  control: string,
  { controls }: LedgerSpec,
): Pick<ExperimentSpec, 'allocation'> {
  const share = controls[campaign];
  if (share === undefined || arms.length < 2) return {};
  const each = (1 - share) / (arms.length - 1);
  return { allocation: Object.fromEntries(arms.map(({ variant }) => [variant, variant === control ? share : each])) };
}

/** The event that is a success comes first, where one was named. */
function eventsAsked(events: readonly EventKind[], { event }: LedgerSpec): readonly EventKind[] {
  return event === undefined ? events : events.filter((each) => each.event === event);
}

/** The first amount of events is the revenue. */
function moneyOf(metrics: readonly ExperimentMetric[], margin: number): Pick<ExperimentSpec, 'money'> {
  const revenue = metrics.find(({ kind, of }) => kind === 'mean' && 'prop' in of && of.prop !== undefined);
  const conversion = metrics.find(({ kind }) => kind === 'conversion');
  if (!revenue) return {};
  return { money: { revenue: revenue.label, margin, ...(conversion ? { conversion: conversion.label } : {}) } };
}
