import type { Insufficient } from '#shared/model/answers';
import type { Estimate } from '#shared/model/experimentNumbers';
import type { LedgerAnswer, LedgerRow } from '#shared/model/ledger';
import type { Cell, TextTable } from './textTable';

/** Every campaign with its verdict, then the win rate and what all of them brought. No number of a split that cannot be trusted. */
export function ledgerTables({ rows, winRate, open, untrusted, failed, totals }: LedgerAnswer): TextTable[] {
  const rate =
    'state' in winRate ? ['-', '-', '-', '-', '-'] : [winRate.wins, winRate.decided, winRate.share, ...winRate.interval];
  const header = [
    ...['campaign', 'name', 'source', 'customers', 'from', 'to', 'phase', 'verdict', 'variant', 'metric'],
    ...['difference', 'low', 'high', 'shrunk', 'cost', 'revenue', 'gross ROI', 'incremental ROI', 'low', 'high'],
  ];
  return [
    { header, rows: rows.map(rowOf) },
    {
      header: ['won', 'decided', 'win rate', 'low', 'high', 'undecided', 'not trustworthy', 'not computed'],
      rows: [[...rate, open, untrusted, failed]],
    },
    {
      header: ['beyond the control', 'campaigns', 'of', 'added up', 'low', 'high', 'shrunk', 'low', 'high'],
      rows: totals.map(({ of, over, campaigns, raw, shrunk }) => [of, campaigns, over, ...ends(raw), ...ends(shrunk)]),
    },
  ].filter((table) => table.rows.length > 0);
}

function rowOf(row: LedgerRow): Cell[] {
  const named = [row.id, row.name, row.source, row.customers, row.from, row.to, row.phase];
  if ('fault' in row) return [...named, row.fault.message];
  const { verdict, row: found, shrunk, money } = row;
  const judged = [...named, verdict.decision, found?.variant ?? null, found?.metric ?? null];
  if (verdict.decision === 'notTrustworthy') return judged;
  return [
    ...[...judged, ...ends(found?.difference), ends(shrunk)[0] ?? '-'],
    ...[money?.cost ?? '-', numberCell(money?.revenue), numberCell(money?.grossRoi), ...ends(money?.incrementalRoi)],
  ];
}

function ends(of: Estimate | Insufficient | undefined): Cell[] {
  if (of === undefined || 'state' in of) return ['-', '-', '-'];
  return [of.estimate, ...('state' in of.interval ? ['-', '-'] : of.interval)];
}

function numberCell(value: number | Insufficient | undefined): Cell {
  return typeof value === 'number' ? value : '-';
}
