import type { FoundKind } from '../model/classification';
import { FEW_VALUES, found, type Look, MOST } from './look';

/** Balances, transactions and income of persons, as numbers or in bands; not the prices and terms of products. */
export function amount(look: Look): FoundKind | undefined {
  const { column, counts, says } = look;
  const isFlag = counts.distinct <= 2 && counts.cells >= FEW_VALUES;
  if (isFlag || (column.beside.products && says('terms'))) return undefined;
  const bands = column.type === 'text' ? look.share('amountBand') : 0;
  if (bands >= MOST && (says('amountBand') || (column.beside.customers && says('spending'))))
    return found(look, 'amount', 'bands', bands, true);
  return isMoney(look) ? found(look, 'amount', 'header', 0, true) : undefined;
}

function isMoney(look: Look): boolean {
  const { column, says } = look;
  const isWritten = column.type === 'text' && look.share('writtenAmount') >= MOST;
  const isNumber = column.type === 'number' || column.type === 'integer';
  if (!isWritten && !isNumber) return false;
  if (says('amount')) return true;
  // Of words that are said of counts and scores too, whole numbers are no proof.
  return column.beside.customers && (says('currency') || (column.type !== 'integer' && says('spending')));
}
