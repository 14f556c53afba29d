import type { Insufficient } from '#shared/model/answers';
import type { Estimate } from '#shared/model/experimentNumbers';
import { isInsufficient } from '#shared/model/findings';
import { type LedgerRow, ledgerOutcome } from '#shared/model/ledger';
import { textCell } from '#shared/model/textCell';
import type { Translate } from '../../../text';
import { scopeName } from './scopeName';

type Cell = number | string;

/** Every campaign for a spreadsheet, numbers as they are; what must not be given is an empty cell. */
export function ledgerTsv(rows: readonly LedgerRow[], t: Translate<'campaignLedger'>): string {
  const ends = (name: string) => [name, `${name} ${t('low')}`, `${name} ${t('high')}`];
  const head = [
    ...[t('campaign'), t('scope'), t('customers'), t('from'), t('to'), t('phase'), t('metric'), t('variant'), t('verdict')],
    ...[...ends(t('effect')), t('lift'), ...ends(t('shrunk'))],
    ...[t('cost'), t('revenue'), t('grossRoi'), ...ends(t('incrementalRoi'))],
  ];
  return [head, ...rows.map((row) => cellsOf(row, t))]
    .map((cells) => cells.map((cell) => (typeof cell === 'string' ? textCell(cell) : cell)).join('\t'))
    .join('\n');
}

function cellsOf(row: LedgerRow, t: Translate<'campaignLedger'>): Cell[] {
  const named = [row.name, scopeName(row, t), row.customers, row.from ?? '', row.to ?? '', t(`phase.${row.phase}`)];
  if ('fault' in row) return [...named, '', '', row.fault.message];
  const outcome = ledgerOutcome(row);
  const told = outcome === 'notTrustworthy' ? null : row;
  return [
    ...[...named, row.row?.metric ?? '', row.row?.variant ?? '', t(`decision.${outcome}`)],
    ...[...estimateCells(told?.row?.difference), given(estimateOf(told?.row?.relative)), ...estimateCells(told?.shrunk)],
    ...[told?.money?.cost ?? '', given(told?.money?.revenue), given(told?.money?.grossRoi)],
    ...estimateCells(told?.money?.incrementalRoi),
  ];
}

type Maybe<T> = T | Insufficient | undefined;

function estimateOf(of: Maybe<Estimate>): Maybe<number> {
  return of === undefined || isInsufficient(of) ? undefined : of.estimate;
}

function given(value: Maybe<number>): Cell {
  return typeof value === 'number' ? value : '';
}

function estimateCells(of: Maybe<Estimate>): Cell[] {
  if (of === undefined || isInsufficient(of)) return ['', '', ''];
  return [of.estimate, ...(isInsufficient(of.interval) ? ['', ''] : of.interval)];
}
