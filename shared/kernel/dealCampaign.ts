import { type Campaign, plannedShares } from '../model/campaign';
import type { Split } from '../model/release';
import { fault } from '../model/result';
import { drawnOrderSql } from '../sql/campaignsSql';
import { blockSize, MOST_IN_BLOCK, splitCustomers } from '../stats/experiment/split';
import { balanceOf } from './campaignBalance';
import { overlapsOf } from './campaignOverlaps';
import type { EvaluationScope } from './evaluationScope';
import { tagValues } from './experimentMetrics';
import { customersBy, KEPT } from './policySets';
import { strataOf } from './strata';
import { rowNumbers } from './table';

export interface Dealt {
  /** Row numbers of the customers of each arm of the split, ascending. */
  readonly rows: readonly Uint32Array[];
  readonly split: Split;
}

/**
 * Deals the customers that the policy leaves into the arms, the control first, and says how alike the arms are in these tags beside those
 * that it deals by. The tags are known to fit.
 * @throws Fault INVALID_CAMPAIGN where no small block has whole numbers for every arm.
 */
export async function dealCampaign(
  scope: EvaluationScope,
  campaign: Campaign,
  { outcomes, tags }: { readonly outcomes: Uint8Array; readonly tags: readonly string[] },
): Promise<Dealt> {
  const { strata, pairBy, seed } = campaign.split;
  const planned = [...(plannedShares(campaign) ?? [])];
  const shares = planned.map(([, share]) => share);
  const size = pairBy === undefined ? null : blockOf(shares);
  const drawn = await drawnRows(scope, `${campaign.id}:${seed}`, outcomes);
  const { session } = scope;
  const { stratumOf, strata: found } = await session.withResident(() => strataOf(scope, strata, drawn));
  const values = pairBy === undefined ? null : await session.withResident(() => tagValues(scope, pairBy, drawn));
  const arms = splitCustomers({ strata: stratumOf, shares, ...(values ? { pairBy: values } : {}) });
  const rows = shares.map((_, arm) => drawn.filter((_row, at) => arms[at] === arm).sort());
  const variants = planned.map(([variant]) => variant);
  const told = [...new Set([...strata, ...(pairBy === undefined ? [] : [pairBy]), ...tags])];
  return {
    rows,
    split: {
      arms: planned.map(([variant, share], arm) => ({ variant, share, n: rows[arm]?.length ?? 0 })),
      strata: found,
      ...(size === null ? {} : { blockSize: size }),
      balance: await session.withResident(() => balanceOf(scope, told, { variants, rows })),
      overlaps: await overlapsOf(scope, campaign, outcomes),
    },
  };
}

function blockOf(shares: readonly number[]): number {
  const size = blockSize(shares);
  if (size !== null) return size;
  const said = { shares: shares.map((share) => `${Math.round(share * 1e4) / 100}%`), most: MOST_IN_BLOCK };
  throw fault('INVALID_CAMPAIGN', 'campaign.noBlock', said, { hint: 'hint.roundShares', at: { path: 'split.pairBy' } });
}

/** In the order drawn, which rests on the keys alone. */
async function drawnRows(
  { session, connection, signal }: EvaluationScope,
  draw: string,
  outcomes: Uint8Array,
): Promise<Uint32Array> {
  const sql = drawnOrderSql(await customersBy(session, connection));
  const drawn = new Uint32Array(outcomes.length);
  let n = 0;
  for await (const batch of connection.stream(sql, [draw], signal)) {
    const rows = rowNumbers(batch);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      if (outcomes[row] === KEPT) drawn[n++] = row;
    }
  }
  return drawn.slice(0, n);
}
