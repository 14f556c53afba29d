import type { ExperimentAnswer, ExperimentLevel, ExperimentRow, ExperimentSpec } from '../model/experiment';
import type { OfferCell, OfferEffect, OfferMatrix, OfferSpec } from '../model/offerMatrix';
import { Fault, type HuaxiangError } from '../model/result';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { benjaminiHochberg } from '../stats/adjust';
import { LEAST_CUSTOMERS } from '../stats/experiment/verdict';
import { fitTag } from './checkExperiment';
import { type ComparableCampaign, comparableCampaigns } from './comparableCampaigns';
import { computeExperiment } from './experiments';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { subjectOf } from './subject';
import { readVocabulary } from './vocabulary';

export function offerMatrixHandlers(session: Session): Pick<Handlers<KernelMethods>, 'campaigns.offers'> {
  return {
    'campaigns.offers': ({ spec }, call) => session.readOneVersion((connection) => readOffers(session, connection, spec, call)),
  };
}

type Effect = Omit<OfferEffect, 'sign'> & { readonly group: ExperimentLevel; readonly offer: string };

/** Campaigns that cannot be computed are told beside the others. @throws Fault NO_CUSTOMERS, UNKNOWN_SEGMENT, UNKNOWN_TAG, INVALID_REQUEST, CANCELLED. */
async function readOffers(session: Session, connection: SqlConnection, spec: OfferSpec, call: CallContext): Promise<OfferMatrix> {
  const { campaigns } = await comparableCampaigns(session, connection, spec.ledger, call.signal);
  const asked = await groupsAsked(session, connection, spec, call.signal);
  const effects: Effect[] = [];
  const failed: { name: string; fault: HuaxiangError }[] = [];
  for (const [at, each] of campaigns.entries()) {
    for (const [part, group] of asked.entries()) {
      const fraction = (at + part / asked.length) / campaigns.length;
      call.progress({ phase: 'campaigns', fraction, rows: at });
      const found = await effectsOf(session, connection, each, { group, call });
      if (Array.isArray(found)) effects.push(...found);
      else failed.push({ name: each.campaign.name, fault: found });
    }
  }
  return { ...matrixOf(signed(effects), asked), failed };
}

/** What is asked of each campaign at once: all levels of a tag, or one segment. */
interface GroupAsked {
  /** Null: the levels that occur. */
  readonly level: ExperimentLevel | null;
  readonly of: Pick<ExperimentSpec, 'by' | 'who'>;
}

async function groupsAsked(
  session: Session,
  connection: SqlConnection,
  { by }: OfferSpec,
  signal: AbortSignal,
): Promise<GroupAsked[]> {
  if ('tag' in by) {
    fitTag(by.tag, await readVocabulary(session, connection, [], signal), 'spec.by.tag', ['category', 'boolean']);
    return [{ level: null, of: { by: by.tag } }];
  }
  const groups: GroupAsked[] = [];
  for (const id of by.segments) {
    const { name } = await subjectOf(connection, id);
    groups.push({ level: { value: id, label: name }, of: { who: id } });
  }
  return groups;
}

async function effectsOf(
  session: Session,
  connection: SqlConnection,
  { campaign, spec: asked, offerOf }: ComparableCampaign,
  { group, call }: { readonly group: GroupAsked; readonly call: CallContext },
): Promise<Effect[] | HuaxiangError> {
  const metric = asked?.metrics.find(({ role }) => role === 'primary');
  if (!asked || !metric) return [];
  const { money: _, ...rest } = asked;
  const spec = { ...rest, ...group.of, metrics: [metric] };
  try {
    const answer = await computeExperiment(session, connection, spec, { ...call, progress: () => undefined });
    const { source, id, name, to } = campaign;
    return rowsOf(answer, group).map(({ row, level }) => ({
      ...{ source, id, name, to, spec: { ...asked, ...group.of }, row, group: level, offer: offerOf(row.variant) },
      state: stateOf(row, answer),
    }));
  } catch (cause) {
    if (!(cause instanceof Fault) || call.signal.aborted) throw cause;
    // Nobody of the segment was in the campaign.
    return cause.error.say?.key === 'experiment.unknownVariant' && group.level !== null ? [] : cause.error;
  }
}

function rowsOf({ rows }: ExperimentAnswer, { level: asked }: GroupAsked): { row: ExperimentRow; level: ExperimentLevel }[] {
  return rows.flatMap((row) => {
    const level = asked ?? row.level;
    return level === undefined || (asked === null && row.level === undefined) ? [] : [{ row, level }];
  });
}

function stateOf({ n, controlN, difference }: ExperimentRow, { verdict }: ExperimentAnswer): OfferEffect['state'] {
  if (verdict.decision === 'notTrustworthy') return 'untrusted';
  return Math.min(n, controlN) < LEAST_CUSTOMERS || 'state' in difference ? 'few' : 'told';
}

type Signed = Effect & OfferEffect;

/** Many cells are looked through, so each is judged as one of them. */
function signed(effects: readonly Effect[]): Signed[] {
  const tested = effects.filter(({ state, row }) => state === 'told' && 'p' in row.test);
  const ps = benjaminiHochberg(tested.map(({ row: { test } }) => ('p' in test ? test.p : 1)));
  return effects.map((effect) => {
    const p = ps[tested.indexOf(effect)] ?? 1;
    return { ...effect, sign: p < effect.spec.alpha ? directionOf(effect) : 'unclear' };
  });
}

function directionOf({ row, spec }: Effect): 'better' | 'worse' {
  const lower = spec.metrics.find(({ label }) => label === row.metric)?.better === 'lower';
  const rises = 'estimate' in row.difference && row.difference.estimate > 0;
  return rises === lower ? 'worse' : 'better';
}

/** Campaigns come the latest first, and so do the offers and the effects of a cell. */
function matrixOf(effects: readonly Signed[], asked: readonly GroupAsked[]): Omit<OfferMatrix, 'failed'> {
  const named = asked.flatMap(({ level }) => level ?? []);
  const groups = named.length > 0 ? named : distinctLevels(effects.map(({ group }) => group));
  const offers = [...new Set(effects.map(({ offer }) => offer))];
  const cells = groups.map(({ value }) =>
    offers.map((offer): OfferCell | null => {
      const [latest, ...earlier] = effects
        .filter((effect) => effect.group.value === value && effect.offer === offer)
        .map(({ group: _, offer: __, ...effect }) => effect);
      return latest ? { latest, earlier } : null;
    }),
  );
  return { groups, offers, cells };
}

/** In the order of their names, the unknown last. */
function distinctLevels(levels: readonly ExperimentLevel[]): ExperimentLevel[] {
  const byValue = new Map(levels.map((level) => [level.value, level]));
  return [...byValue.values()].sort(
    (a, b) => Number(a.value === null) - Number(b.value === null) || (a.label < b.label ? -1 : 1),
  );
}
