import { type Campaign, experimentOf } from '../model/campaign';
import type { DayRange } from '../model/event';
import { fault } from '../model/result';
import { activeRule } from '../model/rule';
import { quoted } from '../model/saying';
import { checkExperiment, eventConditions, fitTag } from './checkExperiment';
import { checkMembership } from './checkRule';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { type Subject, subjectOf } from './subject';
import { readVocabulary } from './vocabulary';

/**
 * Holds a campaign to what it names; what it does not say yet is no fault.
 * @throws Fault INVALID_CAMPAIGN, UNKNOWN_SEGMENT, and as `checkMembership` and `checkExperiment`.
 */
export async function checkCampaign(
  session: Session,
  connection: SqlConnection,
  campaign: Campaign,
  signal: AbortSignal,
): Promise<void> {
  const { from, to, split } = campaign;
  checkArms(campaign);
  if (from !== undefined && to !== undefined) checkDays({ from, to }, 'to');
  const spec = experimentOf(campaign);
  const subject = await audienceOf(connection, campaign);
  const vocabulary = await readVocabulary(session, connection, [subject.who, ...(spec ? eventConditions(spec) : [])], signal);
  checkMembership(subject, vocabulary);
  if (spec) checkExperiment(spec, vocabulary);
  for (const [at, tag] of split.strata.entries()) fitTag(tag, vocabulary, `split.strata.${at}`, ['category', 'boolean']);
  if (split.pairBy !== undefined) fitTag(split.pairBy, vocabulary, 'split.pairBy', ['number']);
}

/** Whom a campaign is for, before the contact policy. @throws Fault UNKNOWN_SEGMENT. */
export async function audienceOf(connection: SqlConnection, { who }: Campaign): Promise<Subject> {
  return await subjectOf(connection, typeof who === 'string' ? who : activeRule(who));
}

/** @throws Fault INVALID_CAMPAIGN where the days end before they begin. */
export function checkDays({ from, to }: DayRange, path: string): void {
  if (from <= to) return;
  const said = { place: path, from, to };
  throw fault('INVALID_CAMPAIGN', 'campaign.endsFirst', said, { hint: 'hint.daysInOrder', at: { path } });
}

function checkArms({ control, arms }: Campaign): void {
  const variants = [control, ...arms.map(({ variant }) => variant)];
  const twice = variants.find((variant, at) => variants.indexOf(variant) !== at);
  if (twice === undefined) return;
  const said = { variant: quoted(twice) };
  throw fault('INVALID_CAMPAIGN', 'campaign.sameArm', said, { hint: 'hint.otherArm', at: { path: 'arms', field: twice } });
}
