import { dayAfter, dayBefore } from '../model/calendar';
import type { Campaign } from '../model/campaign';
import type { CampaignOverlap, Release } from '../model/release';
import { exposedToOthersSql, memberRowsSql } from '../sql/campaignsSql';
import { readEntityMap } from './entityMap';
import type { EvaluationScope } from './evaluationScope';
import { customersBy, KEPT } from './policySets';
import { listReleases } from './storedCampaigns';
import { columnOf, rowNumbers } from './table';

/** Exposures so long before a campaign's first day are of campaigns that still run. */
const DAYS_BEFORE = 30;

/** The other campaigns that have customers of those whom the policy leaves, the largest overlap first. */
export async function overlapsOf(scope: EvaluationScope, campaign: Campaign, outcomes: Uint8Array): Promise<CampaignOverlap[]> {
  const overlaps = [
    ...(await releasedOverlaps(scope, campaign, outcomes)),
    ...(await exposedOverlaps(scope, campaign, outcomes)),
  ];
  return overlaps.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n || (a.campaign < b.campaign ? -1 : 1));
}

async function releasedOverlaps(
  { session, connection, signal }: EvaluationScope,
  campaign: Campaign,
  outcomes: Uint8Array,
): Promise<CampaignOverlap[]> {
  const by = await customersBy(session, connection);
  const found: CampaignOverlap[] = [];
  for (const release of (await listReleases(connection)).filter((each) => runsWith(each, campaign))) {
    const audiences = release.arms.map(({ audience }) => audience);
    let n = 0;
    for await (const batch of connection.stream(memberRowsSql(by, audiences), [], signal))
      n += keptAmong(rowNumbers(batch), outcomes);
    found.push({ campaign: release.campaign.id, name: release.campaign.name, source: 'release', n });
  }
  return found;
}

/** A campaign whose days are not said could run on any. */
function runsWith({ campaign: other }: Release, { id, from, to }: Campaign): boolean {
  if (other.id === id) return false;
  return (to === undefined || (other.from ?? to) <= to) && (from === undefined || (other.to ?? from) >= from);
}

async function exposedOverlaps(
  { session, connection, signal }: EvaluationScope,
  campaign: Campaign,
  outcomes: Uint8Array,
): Promise<CampaignOverlap[]> {
  if (((await readEntityMap(connection))?.exposures.length ?? 0) === 0) return [];
  const before = campaign.from ?? dayAfter(session.customers.asOf, { n: 1, unit: 'day' });
  const from = dayBefore(before, { n: DAYS_BEFORE, unit: 'day' });
  const counts = new Map<string, number>();
  for await (const batch of connection.stream(exposedToOthersSql({ from, before, campaign: campaign.id }), [], signal)) {
    const names = columnOf(batch, 'campaign');
    const rows = rowNumbers(batch);
    for (let at = 0; at < rows.length; at++) {
      const name = String(names.values[at]);
      if (outcomes[rows[at] ?? 0] === KEPT) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].map(([name, n]) => ({ campaign: name, name, source: 'exposures', n }));
}

function keptAmong(rows: ArrayLike<number>, outcomes: Uint8Array): number {
  let n = 0;
  for (let at = 0; at < rows.length; at++) if (outcomes[rows[at] ?? 0] === KEPT) n += 1;
  return n;
}
