import type { ExperimentRow } from '../model/experiment';
import type { LedgerAnswer, LedgerRow, LedgerSpec } from '../model/ledger';
import { errorOf, Fault, type HuaxiangError } from '../model/result';
import { quoted } from '../model/saying';
import { verdictRow } from '../report/experimentWords';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { statsReady } from '../stats/distributions';
import { type Judged, shrunkEffects, totalsOf, winRateOf } from '../stats/experiment/ledgerSummary';
import { type ComparableCampaign, comparableCampaigns } from './comparableCampaigns';
import { computeExperiment } from './experiments';
import type { SqlConnection } from './ports';
import type { Session } from './session';

export function campaignLedgerHandlers(session: Session): Pick<Handlers<KernelMethods>, 'campaigns.ledger'> {
  return {
    'campaigns.ledger': ({ spec }, call) => session.readOneVersion((connection) => readLedger(session, connection, spec, call)),
  };
}

/** What came of every campaign. One that cannot be computed says why in its row. @throws Fault NO_CUSTOMERS, UNKNOWN_EVENT, CANCELLED. */
export async function readLedger(
  session: Session,
  connection: SqlConnection,
  spec: LedgerSpec,
  call: CallContext,
): Promise<LedgerAnswer> {
  await statsReady();
  const { campaigns, event } = await comparableCampaigns(session, connection, spec, call.signal);
  const found: (Judged | HuaxiangError)[] = [];
  for (const [at, each] of campaigns.entries()) {
    call.progress({ phase: 'campaigns', fraction: at / campaigns.length, rows: at });
    found.push(await judged(session, connection, each, call));
  }
  const findings = found.filter(isJudged);
  const shrunk = new Map(shrunkEffects(findings).map((effect, at) => [findings[at], effect]));
  const rows = campaigns.flatMap(({ campaign }, at): LedgerRow[] => {
    const one = found[at];
    if (!one) return [];
    if (!isJudged(one)) return [{ ...campaign, fault: one }];
    const { revenue: _, ...finding } = one;
    return [{ ...campaign, ...finding, shrunk: shrunk.get(one) ?? { state: 'insufficient', found: 0, needed: 2 } }];
  });
  const decided = (decisions: readonly string[]) => findings.filter(({ verdict }) => decisions.includes(verdict.decision)).length;
  return {
    rows,
    winRate: winRateOf(findings),
    untrusted: decided(['notTrustworthy']),
    open: decided(['keepGoing', 'insufficient']),
    failed: found.length - findings.length,
    totals: totalsOf(findings),
    event,
  };
}

function isJudged(found: Judged | HuaxiangError): found is Judged {
  return 'verdict' in found;
}

async function judged(
  session: Session,
  connection: SqlConnection,
  { campaign, spec }: ComparableCampaign,
  call: CallContext,
): Promise<Judged | HuaxiangError> {
  if (!spec) {
    const said = { campaign: quoted(campaign.name) };
    return errorOf('INVALID_CAMPAIGN', 'ledger.noMetric', said, { hint: 'hint.mapEvents', at: { field: campaign.id } });
  }
  try {
    const answer = await computeExperiment(session, connection, spec, { ...call, progress: () => undefined });
    const row = verdictRow(answer) ?? null;
    const ofVariant = (label: string | undefined) =>
      answer.rows.find((each) => each.metric === label && isWhole(each, row?.variant)) ?? null;
    const money = answer.money?.find(({ variant }) => variant === row?.variant) ?? null;
    return { spec, verdict: answer.verdict, row, money, revenue: ofVariant(spec.money?.revenue) };
  } catch (cause) {
    if (!(cause instanceof Fault) || call.signal.aborted) throw cause;
    return cause.error;
  }
}

function isWhole({ level, variant }: ExperimentRow, of: string | undefined): boolean {
  return level === undefined && variant === of;
}
