import { type Campaign, type CampaignPhase, type CampaignState, type CampaignVersion, campaignSchema } from '../model/campaign';
import type { Release } from '../model/release';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { OwnCampaign } from '../sql/contactsSql';
import { LIST_RELEASES_SQL } from '../sql/releasesSql';
import { currentDefinitions, type StoredDefinition } from './definitions';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';

/** Every campaign in its newest version, last saved first, and where it is on the as-of day of the data. */
export async function listCampaigns(session: Session, connection: SqlConnection): Promise<CampaignState[]> {
  const releases = new Map((await listReleases(connection)).map((release) => [release.campaign.id, release]));
  const today = session.open.customers?.asOf ?? new Date(session.ports.clock.now()).toISOString().slice(0, 10);
  return (await currentCampaigns(connection)).map((version) => stateOf(version, releases.get(version.campaign.id), today));
}

/** The same of one campaign. @throws Fault UNKNOWN_CAMPAIGN. */
export async function findCampaign(session: Session, connection: SqlConnection, id: string): Promise<CampaignState> {
  const campaigns = await listCampaigns(session, connection);
  const found = campaigns.find(({ campaign }) => campaign.id === id);
  if (found) return found;
  const known = campaigns.map(({ campaign }) => campaign.id);
  const hint = known.length === 0 ? 'hint.saveCampaign' : say('hint.campaignIds', { campaigns: known });
  throw fault('UNKNOWN_CAMPAIGN', 'campaign.unknown', { campaign: quoted(id) }, { hint, at: { field: id } });
}

/** Last released first. */
export async function listReleases(connection: SqlConnection): Promise<Release[]> {
  return records(await connection.query(LIST_RELEASES_SQL)).map(({ release }) => JSON.parse(String(release)) as Release);
}

/** Those that were released, as their exposures may name them. */
export async function ownCampaigns(connection: SqlConnection): Promise<OwnCampaign[]> {
  return (await listReleases(connection)).map(({ campaign: { id, name, control } }) => ({ id, name, control }));
}

/** @throws Fault UNKNOWN_CAMPAIGN, INVALID_CAMPAIGN for a draft. */
export async function findRelease(session: Session, connection: SqlConnection, id: string): Promise<Release> {
  const release = (await listReleases(connection)).find(({ campaign }) => campaign.id === id);
  if (release) return release;
  const { campaign } = await findCampaign(session, connection, id);
  const said = { campaign: quoted(campaign.name) };
  throw fault('INVALID_CAMPAIGN', 'campaign.isDraft', said, { hint: 'hint.releaseFirst', at: { field: id } });
}

export async function currentCampaigns(connection: SqlConnection): Promise<CampaignVersion[]> {
  return (await currentDefinitions(connection, 'campaign')).map(campaignVersion);
}

export function campaignVersion({ body, version, author, savedAt }: StoredDefinition): CampaignVersion {
  return { campaign: campaignSchema.parse(body), version, author, savedAt };
}

function stateOf(version: CampaignVersion, release: Release | undefined, today: string): CampaignState {
  if (!release) return { ...version, phase: 'draft', arms: null };
  return { ...version, phase: phaseOn(today, release.campaign), arms: release.arms };
}

export function phaseOn(today: string, { from = today, to = today }: Pick<Campaign, 'from' | 'to'>): CampaignPhase {
  if (today < from) return 'planned';
  return today > to ? 'ended' : 'running';
}
