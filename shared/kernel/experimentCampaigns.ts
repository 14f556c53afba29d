import type { ExperimentSpec } from '../model/experiment';
import type { CampaignExposures, ExperimentArmAsked } from '../model/experimentSource';
import { fault } from '../model/result';
import type { Rule } from '../model/rule';
import { armMembersSql, CAMPAIGN_ARMS_SQL } from '../sql/exposuresSql';
import { customerKeys } from './customerAt';
import { readEntityMap } from './entityMap';
import { unknownVariant } from './experimentArms';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { subjectOf } from './subject';
import { records } from './table';
import { unknownTag } from './tags';
import { readVocabulary } from './vocabulary';

/** Campaigns by their latest exposure, those without times at the end. None where no exposures are mapped. */
export async function exposedCampaigns(connection: SqlConnection, signal: AbortSignal): Promise<CampaignExposures[]> {
  if (((await readEntityMap(connection))?.exposures.length ?? 0) === 0) return [];
  const found = new Map<string, CampaignExposures>();
  for (const row of records(await connection.query(CAMPAIGN_ARMS_SQL, [], signal))) {
    const campaign = String(row.campaign);
    const before = found.get(campaign) ?? { campaign, arms: [], crossovers: 0, first: null, last: null, timed: true, cost: 0 };
    const n = Number(row.n);
    const days = [before.first, before.last, row.first, row.last].flatMap((day) => (typeof day === 'string' ? [day] : [])).sort();
    found.set(campaign, {
      campaign,
      arms: row.variant === null ? before.arms : [...before.arms, { variant: String(row.variant), n }],
      crossovers: before.crossovers + (row.variant === null ? n : 0),
      first: days[0] ?? null,
      last: days.at(-1) ?? null,
      timed: before.timed && row.timed === true,
      cost: before.cost + Number(row.cost),
    });
  }
  return [...found.values()].sort((a, b) => (b.last ?? '').localeCompare(a.last ?? '') || a.campaign.localeCompare(b.campaign));
}

/** @throws Fault INVALID_REQUEST for a variant that is no arm, or customers without keys; UNKNOWN_TAG, UNKNOWN_SEGMENT. */
export async function armRule(
  session: Session,
  connection: SqlConnection,
  { spec, variant, level, outcome }: ExperimentArmAsked,
  signal: AbortSignal,
): Promise<{ rule: Rule }> {
  if (spec.release !== undefined || outcome)
    throw fault('INVALID_REQUEST', 'experiment.noRule', {}, { hint: 'hint.freezeArm', at: { path: 'arm' } });
  const { block } = await subjectOf(connection, spec.who);
  const rules = [
    ...(block ? [block] : []),
    ...(await assignedTo(session, connection, spec, variant, signal)),
    ...(level === undefined || typeof spec.by !== 'string' ? [] : [atLevel(spec.by, level)]),
  ];
  const [only] = rules;
  return { rule: only && rules.length === 1 ? only : { kind: 'all', rules } };
}

async function assignedTo(
  session: Session,
  connection: SqlConnection,
  { campaign, tag, segments = [] }: ExperimentSpec,
  variant: string,
  signal: AbortSignal,
): Promise<Rule[]> {
  if (campaign !== undefined) {
    const key = (await customerKeys(connection))?.key;
    if (key === undefined) throw fault('INVALID_REQUEST', 'experiment.noKeys', {}, { hint: 'hint.mapExposures' });
    return [{ kind: 'query', sql: armMembersSql(key, campaign, variant) }];
  }
  if (tag !== undefined) {
    const { tags } = await readVocabulary(session, connection, [], signal);
    const { type } = tags.get(tag) ?? unknownTag(tag, 'tag', null);
    return [{ kind: 'tag', tag, op: 'is', values: [type === 'boolean' ? variant === 'true' : variant] }];
  }
  const own: Rule[] = [];
  const others: Rule[] = [];
  for (const arm of segments) {
    const { block, who } = await subjectOf(connection, arm.who);
    (arm.variant === variant ? own : others).push(block ?? who);
  }
  if (own.length === 0)
    throw unknownVariant(
      variant,
      segments.map((arm) => arm.variant),
      'variant',
    );
  return [...own, { kind: 'none', rules: others }];
}

function atLevel(tag: string, value: NonNullable<ExperimentArmAsked['level']> | null): Rule {
  return value === null ? { kind: 'tag', tag, op: 'isNull', values: [] } : { kind: 'tag', tag, op: 'is', values: [value] };
}
