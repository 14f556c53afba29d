import type { Insufficient } from '../model/answers';
import type { ExperimentMetric } from '../model/experiment';
import type { Estimate } from '../model/experimentNumbers';
import { isInsufficient } from '../model/findings';
import { type LedgerAnswer, type LedgerOutcome, type LedgerRow, type LedgerTotal, ledgerOutcome } from '../model/ledger';
import { toldSize } from '../privacy/smallCells';
import { isTold } from './experimentHtml';

/** Three columns: a number and the ends of its interval; null where it must not be given. */
export type Ends<K extends string> = { readonly [key in K | `${K}Low` | `${K}High`]: number | null };

/** A campaign as one row of a tidy table; what must not be given, or is not there, is null. */
export interface LedgerRecord extends Ends<'difference'>, Ends<'lift'>, Ends<'shrunk'>, Ends<'incrementalRoi'> {
  readonly id: string;
  readonly name: string;
  readonly source: LedgerRow['source'];
  /** Null of a handful. */
  readonly customers: number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly phase: LedgerRow['phase'];
  readonly verdict: LedgerOutcome;
  readonly metric: string | null;
  readonly kind: ExperimentMetric['kind'] | null;
  readonly variant: string | null;
  readonly n: number | null;
  readonly controlN: number | null;
  readonly value: number | null;
  readonly controlValue: number | null;
  readonly cost: number | null;
  readonly revenue: number | null;
  readonly grossRoi: number | null;
  /** Whether numbers are left out since its customers, or its conversions, are few. */
  readonly hidden: boolean;
}

/** The same of what campaigns brought together. */
export interface LedgerTotalRecord extends Ends<'raw'>, Ends<'shrunk'> {
  readonly of: LedgerTotal['of'];
  readonly over: LedgerTotal['over'];
  readonly campaigns: number;
}

/** The ledger as it may leave the house: what rests on every campaign is not told where one of them is not. */
export interface LedgerRecords {
  readonly campaigns: readonly LedgerRecord[];
  readonly totals: readonly LedgerTotalRecord[];
  readonly winRate: {
    readonly wins: number;
    readonly decided: number;
    readonly share: number;
    readonly low: number;
    readonly high: number;
  } | null;
  readonly open: number;
  readonly untrusted: number;
  readonly failed: number;
}

export function ledgerRecords({ rows, totals, winRate, open, untrusted, failed }: LedgerAnswer): LedgerRecords {
  const isWhole = !rows.some(isHidden);
  return {
    campaigns: rows.map((row) => recordOf(row, isWhole)),
    totals: totals.map(({ of, over, campaigns, raw, shrunk }) => ({
      ...{ of, over, campaigns },
      ...ends('raw', isWhole ? raw : null),
      ...ends('shrunk', isWhole ? shrunk : null),
    })),
    winRate: isInsufficient(winRate)
      ? null
      : {
          wins: winRate.wins,
          decided: winRate.decided,
          share: winRate.share,
          low: winRate.interval[0],
          high: winRate.interval[1],
        },
    open,
    untrusted,
    failed,
  };
}

function isHidden(row: LedgerRow): boolean {
  return 'row' in row && row.row !== null && !isTold(row.row);
}

function recordOf(row: LedgerRow, isWhole: boolean): LedgerRecord {
  const { id, name, source, from, to, phase } = row;
  const told = toldSize(row.customers);
  const finding = 'fault' in row ? null : row;
  const hidden = isHidden(row);
  const open = finding?.verdict.decision === 'notTrustworthy' || hidden ? null : finding;
  const found = open?.row ?? null;
  return {
    ...{ id, name, source, customers: typeof told === 'number' ? told : null, from, to, phase },
    verdict: ledgerOutcome(row),
    metric: finding?.row?.metric ?? null,
    kind: finding?.row?.kind ?? null,
    variant: finding?.row?.variant ?? null,
    n: found?.n ?? null,
    controlN: found?.controlN ?? null,
    value: given(found?.value),
    controlValue: given(found?.controlValue),
    ...ends('difference', found?.difference),
    ...ends('lift', found?.relative),
    ...ends('shrunk', isWhole ? open?.shrunk : null),
    cost: open?.money?.cost ?? null,
    revenue: given(open?.money?.revenue),
    grossRoi: given(open?.money?.grossRoi),
    ...ends('incrementalRoi', open?.money?.incrementalRoi),
    hidden,
  };
}

function given(value: number | Insufficient | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function ends<K extends string>(name: K, of: Estimate | Insufficient | null | undefined): Ends<K> {
  const known = of === null || of === undefined || isInsufficient(of) ? null : of;
  const [low = null, high = null] = known === null || isInsufficient(known.interval) ? [] : known.interval;
  return { [name]: known?.estimate ?? null, [`${name}Low`]: low, [`${name}High`]: high } as Ends<K>;
}
