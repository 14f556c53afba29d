import type { Bitset } from '../bits/bitStore';
import { countBoth } from '../bits/setAlgebra';
import { dayAfter, dayBefore } from '../model/calendar';
import type { Campaign } from '../model/campaign';
import type { ContactPolicy, FrequencyCap, GlobalHoldout, PolicyRule, Withheld, WithheldBy } from '../model/contactPolicy';
import { fault } from '../model/result';
import { activeRule } from '../model/rule';
import { quoted } from '../model/saying';
import type { CallContext } from '../rpc/method';
import { type CustomersBy, cappedRowsSql, drawnBelowSql } from '../sql/campaignsSql';
import { audienceOf } from './checkCampaign';
import { readEntityMap } from './entityMap';
import { withMembersOfEach } from './evaluate';
import { openDays } from './openDays';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { listReleases } from './storedCampaigns';
import { rowNumbers } from './table';

/** In `outcomes`: nobody of the audience, kept, and `WITHHELD` plus the place of the step that withholds first. */
export const KEPT = 1;
export const WITHHELD = 2;

export interface PolicyOutcome {
  readonly withheld: Withheld;
  /** By row number. */
  readonly outcomes: Uint8Array;
}

/**
 * Whom a policy leaves of a campaign's audience.
 * @throws Fault INVALID_CAMPAIGN for a rule that cannot be waived, and as `withMembers`.
 */
export async function applyPolicy(
  session: Session,
  connection: SqlConnection,
  { campaign, policy }: { readonly campaign: Campaign; readonly policy: ContactPolicy },
  call: CallContext,
): Promise<PolicyOutcome> {
  const audience = await audienceOf(connection, campaign);
  return await withMembersOfEach(session, connection, [audience], call, async ([members]) => {
    if (!members) throw new Error('an audience has no members');
    return await policyOutcome(session, connection, { campaign, policy, members }, call);
  });
}

/**
 * Whom a policy leaves of customers that a campaign is to reach.
 * @throws Fault INVALID_CAMPAIGN for a rule that cannot be waived, and as `withMembers`.
 */
export async function policyOutcome(
  session: Session,
  connection: SqlConnection,
  { campaign, policy, members }: { readonly campaign: Campaign; readonly policy: ContactPolicy; readonly members: Bitset },
  call: CallContext,
): Promise<PolicyOutcome> {
  checkWaived(campaign, policy);
  const rules = policy.rules.map(({ who }) => ({ who: activeRule(who) }));
  return await withMembersOfEach(session, connection, rules, call, async (found) => {
    const more = await capsAndHoldout(session, connection, { campaign, policy }, call.signal);
    try {
      return outcomeOf(campaign, policy, members, [...found, ...more]);
    } finally {
      for (const set of more) set.release();
    }
  });
}

/** What the customers are drawn and joined by. */
export async function customersBy(session: Session, connection: SqlConnection): Promise<CustomersBy> {
  const key = (await readEntityMap(connection))?.customers.key;
  return { rowColumn: session.customers.rowColumn, key: typeof key === 'string' ? key : null };
}

function outcomeOf(campaign: Campaign, policy: ContactPolicy, members: Bitset, sets: readonly Bitset[]): PolicyOutcome {
  const parts = partsOf(campaign, policy);
  const outcomes = new Uint8Array(members.rowCount);
  for (const row of members.rows()) outcomes[row] = KEPT;
  for (const [step, set] of sets.entries()) {
    if (parts[step]?.waived !== null) continue;
    for (const row of set.rows()) if (outcomes[row] === KEPT) outcomes[row] = WITHHELD + step;
  }
  const totals = new Uint32Array(WITHHELD + parts.length);
  for (const outcome of outcomes) totals[outcome] = (totals[outcome] ?? 0) + 1;
  const steps = parts.map((part, step) => {
    const set = sets[step];
    return { ...part, alone: set ? countBoth(members, set) : 0, first: totals[WITHHELD + step] ?? 0 };
  });
  return {
    withheld: { n: members.count(), kept: totals[KEPT] ?? 0, steps, openDays: openDays(campaign, policy.quiet) },
    outcomes,
  };
}

/** In the order in which they withhold. */
function partsOf({ waived }: Campaign, { rules, caps, holdout }: ContactPolicy): Omit<WithheldBy, 'alone' | 'first'>[] {
  const reasons = new Map(waived.map(({ rule, reason }) => [rule, reason]));
  const part = (kind: 'rule' | 'cap', { id, label }: PolicyRule | FrequencyCap) => {
    return { id, label, kind, waived: reasons.get(id) ?? null };
  };
  return [
    ...rules.map((rule) => part('rule', rule)),
    ...caps.map((cap) => part('cap', cap)),
    ...(holdout ? [{ id: 'holdout', label: '', kind: 'holdout' as const, waived: null }] : []),
  ];
}

/** @throws Fault INVALID_CAMPAIGN naming the rule that is mandatory or that there is not. */
function checkWaived({ waived }: Campaign, { rules, caps }: ContactPolicy): void {
  for (const [at, { rule: id }] of waived.entries()) {
    const place = { at: { path: `waived.${at}.rule`, field: id } };
    const rule = rules.find((each) => each.id === id);
    if (rule?.mandatory) {
      throw fault('INVALID_CAMPAIGN', 'policy.mandatory', { rule: quoted(rule.label) }, { hint: 'hint.keepRule', ...place });
    }
    if (rule || caps.some((cap) => cap.id === id)) continue;
    throw fault('INVALID_CAMPAIGN', 'policy.unknownRule', { rule: quoted(id) }, { hint: 'hint.keepRule', ...place });
  }
}

/** The customers that each cap and the hold-out find; the caller owns the sets. */
async function capsAndHoldout(
  session: Session,
  connection: SqlConnection,
  { campaign, policy }: { readonly campaign: Campaign; readonly policy: ContactPolicy },
  signal: AbortSignal,
): Promise<Bitset[]> {
  const by = await customersBy(session, connection);
  const found: Bitset[] = [];
  try {
    for (const cap of policy.caps) {
      const sql = await cappedSql(session, connection, { by, cap, campaign });
      found.push(await rowsOf(session, connection, { sql, params: [] }, signal));
    }
    if (policy.holdout) {
      const params = [`holdout:${policy.holdout.seed}`, shareDigits(policy.holdout)];
      found.push(await rowsOf(session, connection, { sql: drawnBelowSql(by), params }, signal));
    }
    return found;
  } catch (cause) {
    for (const set of found) set.release();
    throw cause;
  }
}

async function rowsOf(
  session: Session,
  connection: SqlConnection,
  { sql, params }: { readonly sql: string; readonly params: readonly string[] },
  signal: AbortSignal,
): Promise<Bitset> {
  const set = session.open.resident.store.allocate(session.customers.customers);
  try {
    for await (const batch of connection.stream(sql, params, signal)) set.add(rowNumbers(batch));
    return set;
  } catch (cause) {
    set.release();
    throw cause;
  }
}

async function cappedSql(
  session: Session,
  connection: SqlConnection,
  { by, cap, campaign }: { readonly by: CustomersBy; readonly cap: FrequencyCap; readonly campaign: Campaign },
): Promise<string> {
  const before = campaign.from ?? dayAfter(session.customers.asOf, { n: 1, unit: 'day' });
  const from = dayBefore(before, cap.per);
  const audiences = await reachedAudiences(connection, cap, { from, before });
  const hasExposures = ((await readEntityMap(connection))?.exposures.length ?? 0) > 0;
  const asked = { from, before, control: campaign.control, campaign: campaign.id, channel: cap.channel, audiences, hasExposures };
  return cappedRowsSql(by, cap.n, asked);
}

/** Audiences of the arms that a release reaches through the channel, each on the first day of its campaign. */
async function reachedAudiences(
  connection: SqlConnection,
  { channel }: FrequencyCap,
  { from, before }: { readonly from: string; readonly before: string },
): Promise<string[]> {
  const releases = await listReleases(connection);
  return releases
    .filter(({ campaign }) => campaign.from !== undefined && campaign.from >= from && campaign.from < before)
    .flatMap(({ campaign, arms }) => {
      const reached = campaign.arms.filter((arm) => channel === undefined || arm.channel === channel);
      return arms.filter(({ variant }) => reached.some((arm) => arm.variant === variant)).map(({ audience }) => audience);
    });
}

/** Draws are hexadecimal digits, all of them equally likely. */
function shareDigits({ share }: GlobalHoldout): string {
  return Math.round(share * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}
