import type { Campaign, CampaignState } from '../model/campaign';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { checkCampaign } from './checkCampaign';
import { definitionVersions, saveDefinition } from './definitions';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { campaignVersion, findCampaign, listCampaigns } from './storedCampaigns';

type CampaignMethods = 'campaigns.list' | 'campaigns.save' | 'campaigns.versions' | 'campaigns.remove';

export function campaignHandlers(session: Session): Pick<Handlers<KernelMethods>, CampaignMethods> {
  const keep = (connection: SqlConnection, id: string, body: Campaign | null) =>
    saveDefinition(connection, { kind: 'campaign', id, body, now: session.ports.clock.now() });
  return {
    'campaigns.list': () => session.read((connection) => listCampaigns(session, connection)),
    'campaigns.versions': ({ id }) =>
      session.read(async (connection) => (await definitionVersions(connection, 'campaign', id)).map(campaignVersion)),
    'campaigns.save': async ({ campaign }, { signal }) => {
      const saved = await session.write(async (connection): Promise<CampaignState> => {
        await refuseReleased(session, connection, campaign.id);
        await checkCampaign(session, connection, campaign, signal);
        return { ...campaignVersion(await keep(connection, campaign.id, campaign)), phase: 'draft', arms: null };
      });
      session.changed('campaigns');
      return saved;
    },
    'campaigns.remove': async ({ id }) => {
      await session.write(async (connection) => {
        await findCampaign(session, connection, id);
        await refuseReleased(session, connection, id);
        await keep(connection, id, null);
      });
      session.changed('campaigns');
      return null;
    },
  };
}

/** @throws Fault INVALID_CAMPAIGN for a campaign that was released. */
export async function refuseReleased(session: Session, connection: SqlConnection, id: string): Promise<void> {
  const state = (await listCampaigns(session, connection)).find(({ campaign }) => campaign.id === id);
  if (!state || state.phase === 'draft') return;
  const said = { campaign: quoted(state.campaign.name) };
  throw fault('INVALID_CAMPAIGN', 'campaign.released', said, { hint: 'hint.copyCampaign', at: { field: id } });
}
