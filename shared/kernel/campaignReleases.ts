import { type Campaign, type CampaignGap, type CampaignState, gapsIn, gapsLeft, type ReleasedArm } from '../model/campaign';
import type { ContactPolicy, Withheld } from '../model/contactPolicy';
import type { Release, SplitAnswer } from '../model/release';
import { fault } from '../model/result';
import { activeRule } from '../model/rule';
import { quoted, say } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { INSERT_RELEASE_SQL } from '../sql/releasesSql';
import { statsReady } from '../stats/distributions';
import { freezeArm } from './audiences';
import { appendAudit } from './audit';
import { AUTHOR } from './author';
import { refuseReleased } from './campaigns';
import { audienceOf, checkCampaign } from './checkCampaign';
import { fitTag } from './checkExperiment';
import { readPolicy } from './contactPolicy';
import { type Dealt, dealCampaign } from './dealCampaign';
import type { Vocabulary } from './names';
import { nextOpenDay } from './openDays';
import { applyPolicy, type PolicyOutcome } from './policySets';
import type { SqlConnection } from './ports';
import { renewTags } from './refreshTags';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { findCampaign, findRelease } from './storedCampaigns';
import { findSegmentVersion } from './storedSegments';
import type { Subject } from './subject';
import { definitionOf, membershipOf, readBy, readVocabulary } from './vocabulary';

type ReleaseMethods = 'campaigns.split' | 'campaigns.release' | 'campaigns.released';

export function campaignReleaseHandlers(session: Session): Pick<Handlers<KernelMethods>, ReleaseMethods> {
  return {
    'campaigns.split': (asked, call) => session.readOneVersion((connection) => split(session, connection, asked, call)),
    'campaigns.release': async (asked, call) => {
      const release = await session.write((connection) => releaseCampaign(session, connection, asked, call));
      session.changed('campaigns', 'audit');
      await renewTags(session, call);
      return release;
    },
    'campaigns.released': ({ id }) => session.read((connection) => findRelease(session, connection, id)),
  };
}

interface Asked {
  readonly id: string;
  /** Tags in which the arms are compared, beside those that they are dealt by. */
  readonly tags: readonly string[];
}

/** Whom the policy leaves and how they are dealt out. */
interface Planned extends CampaignState {
  readonly policy: ContactPolicy;
  readonly policyVersion: number;
  readonly audience: Subject;
  readonly vocabulary: Vocabulary;
  readonly outcome: PolicyOutcome;
  readonly dealt: Dealt;
}

/** @throws Fault UNKNOWN_CAMPAIGN, INVALID_CAMPAIGN naming all that `gaps` says of it, and as `applyPolicy` and `dealCampaign`. */
async function plan(
  session: Session,
  connection: SqlConnection,
  { id, tags }: Asked,
  { gaps, call }: { readonly gaps: (campaign: Campaign, withheld: Withheld) => CampaignGap[]; readonly call: CallContext },
): Promise<Planned> {
  await statsReady();
  const state = await findCampaign(session, connection, id);
  const { campaign } = state;
  const { policy, version: policyVersion } = await readPolicy(connection);
  const audience = await audienceOf(connection, campaign);
  const rules = policy.rules.map(({ who }) => activeRule(who));
  const vocabulary = await readVocabulary(session, connection, [audience.who, ...rules], call.signal);
  await checkCampaign(session, connection, campaign, call.signal);
  for (const [at, tag] of tags.entries()) fitTag(tag, vocabulary, `tags.${at}`, ['category', 'boolean', 'number']);
  const outcome = await applyPolicy(session, connection, { campaign, policy }, call);
  refuseIncomplete(campaign, policy, gaps(campaign, outcome.withheld));
  call.progress({ phase: 'split' });
  const scope = { session, connection, vocabulary, signal: call.signal };
  const dealt = await dealCampaign(scope, campaign, { outcomes: outcome.outcomes, tags });
  return { ...state, policy, policyVersion, audience, vocabulary, outcome, dealt };
}

async function split(session: Session, connection: SqlConnection, asked: Asked, call: CallContext): Promise<SplitAnswer> {
  const { campaign, policy, audience, vocabulary, outcome, dealt } = await plan(session, connection, asked, {
    gaps: gapsForSplit,
    call,
  });
  const rules = [audience.who, ...policy.rules.map(({ who }) => activeRule(who))];
  const read = readBy(rules, vocabulary);
  const compared = dealt.split.balance.flatMap(({ tag }) => vocabulary.tags.get(tag) ?? []);
  return {
    ...dealt.split,
    restsOn: await restsOn(session, connection, {
      definition: { campaign, policy, rules: rules.map((rule) => definitionOf(rule, vocabulary)) },
      read: { tags: [...read.tags, ...compared], tables: read.tables },
      base: { name: campaign.name, n: outcome.withheld.kept },
    }),
  };
}

/** In the caller's transaction: the audiences of the arms, the release and its entry in the audit chain, or nothing. */
async function releaseCampaign(session: Session, connection: SqlConnection, asked: Asked, call: CallContext): Promise<Release> {
  await refuseReleased(session, connection, asked.id);
  const planned = await plan(session, connection, asked, { gaps: gapsForRelease, call });
  const { campaign, version, policy, policyVersion, audience, vocabulary, outcome, dealt } = planned;
  const arms = await freezeArms(session, connection, planned, call);
  const { asOf, customers } = session.customers;
  const release: Release = {
    campaign,
    version,
    definition: JSON.stringify(membershipOf(audience, vocabulary)),
    policy,
    policyVersion,
    withheld: outcome.withheld,
    split: dealt.split,
    arms,
    dataVersion: session.open.dataVersion,
    asOf,
    base: customers,
    releasedAt: new Date(session.ports.clock.now()).toISOString(),
    author: AUTHOR,
  };
  await connection.exec(INSERT_RELEASE_SQL, [campaign.id, JSON.stringify(release)]);
  const sizes = Object.fromEntries(arms.map(({ variant, n, memberHash }) => [variant, { n, memberHash }]));
  const { holdout, noControlReason = '' } = campaign;
  const reason = holdout === 0 ? { noControlReason } : {};
  const detail = { campaign: campaign.id, version, policyVersion, arms: sizes, ...reason };
  await appendAudit(connection, session.ports, { action: 'campaign.release', detail });
  return release;
}

async function freezeArms(
  session: Session,
  connection: SqlConnection,
  { campaign, audience, vocabulary, dealt }: Planned,
  { signal }: CallContext,
): Promise<ReleasedArm[]> {
  const { version } = audience.id === '' ? { version: null } : await findSegmentVersion(connection, audience.id);
  const { who, limit } = audience;
  const named = audience.id === '' ? campaign : audience;
  const segment = { id: named.id, name: named.name, description: '', who, ...(limit ? { limit } : {}) };
  const meant = { segment, version, vocabulary };
  const arms: ReleasedArm[] = [];
  for (const [at, { variant }] of dealt.split.arms.entries()) {
    const rows = dealt.rows[at] ?? new Uint32Array(0);
    const arm = { campaign: campaign.id, variant };
    const words = { name: `${campaign.name} · ${variant}`, reason: campaign.purpose };
    const { id, n, memberHash } = await freezeArm(session, connection, { rows, arm, meant, ...words }, signal);
    arms.push({ variant, audience: id, n, memberHash });
  }
  return arms;
}

const FOR_A_SPLIT: readonly CampaignGap[] = ['noHoldout', 'noArm'];

function gapsForSplit(campaign: Campaign): CampaignGap[] {
  return gapsIn(campaign).filter((gap) => FOR_A_SPLIT.includes(gap));
}

function gapsForRelease(campaign: Campaign, withheld: Withheld): CampaignGap[] {
  return [...gapsIn(campaign), ...gapsLeft(withheld)];
}

/** @throws Fault INVALID_CAMPAIGN with all that is missing. */
function refuseIncomplete({ id, name, from = '' }: Campaign, { quiet }: ContactPolicy, gaps: readonly CampaignGap[]): void {
  if (gaps.length === 0) return;
  const missing = gaps.map((gap) =>
    gap === 'allQuiet' ? say('campaign.allQuiet', { day: nextOpenDay(from, quiet) }) : say(`campaign.${gap}`, {}),
  );
  const said = { campaign: quoted(name), missing };
  throw fault('INVALID_CAMPAIGN', 'campaign.incomplete', said, { hint: 'hint.completeCampaign', at: { field: id } });
}
