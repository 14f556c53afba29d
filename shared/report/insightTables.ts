import type { AffinityAnswer, ItemAffinity, NextBest, NextBestAnswer } from '../model/insight';
import { LEAST_CELL_OUTSIDE } from '../privacy/smallCells';
import { type Cell, type CellTable, numberCell } from './cell';
import type { Writer } from './portraitFacts';
import { fillText } from './sentence';

/** What a segment holds more often than its base. */
export interface AffinityPart extends Pick<AffinityAnswer, 'segment' | 'items'> {
  readonly kind: 'affinity';
  /** Empty: as its segment. */
  readonly title: string;
  /** Customers in the base. */
  readonly base: number;
}

/** Which products suit whom of a segment. */
export interface NextBestPart extends Pick<NextBestAnswer, 'segment' | 'products'> {
  readonly kind: 'nextBest';
  /** Empty: as its segment. */
  readonly title: string;
}

export function affinityTitle({ segment }: Pick<AffinityPart, 'segment'>, { texts }: Writer): string {
  return fillText(texts.affinityOf, { segment: segment.name || texts.unnamed });
}

export function nextBestTitle({ segment }: Pick<NextBestPart, 'segment'>, { texts }: Writer): string {
  return fillText(texts.nextBestOf, { segment: segment.name || texts.unnamed });
}

/** A row per item; what a few hold, or a few lack, does not leave the house. */
export function affinityTable({ segment, items, base }: AffinityPart, writer: Writer): CellTable {
  const { texts, format } = writer;
  const heads = [texts.item, texts.lift, texts.low, texts.high, texts.pAdjusted, texts.share, texts.baseShare, texts.n];
  const number = (found: unknown, write: (n: number) => string) =>
    typeof found === 'number' ? numberCell(found, write) : texts.insufficient;
  const rows = items.map((row: ItemAffinity): Cell[] => {
    if (anySmall([row.n, segment.n - row.n, row.baseN, base - row.baseN, Math.abs(row.baseN - row.n)]))
      return hiddenRow(row.item.label, heads, writer);
    const [low, high] = 'state' in row.interval ? [null, null] : row.interval;
    return [
      row.item.label,
      number(row.lift, format.decimal),
      number(low, format.decimal),
      number(high, format.decimal),
      number(row.pAdjusted, (p) => format.decimal(p, 4)),
      number(row.confidence, format.percent),
      number(row.baseShare, format.percent),
      numberCell(row.n, format.exact),
    ];
  });
  return { heads, rows, caption: '' };
}

/** A row per product; one that a few hold, lack or may be offered does not leave the house. */
export function nextBestTable({ products }: NextBestPart, writer: Writer): CellTable {
  const { texts, format } = writer;
  const heads = [texts.product, texts.holders, texts.lack, texts.notSuitable, texts.candidates, texts.affinity, texts.shareOfAll];
  const rows = products.map(({ item, holders, lack, tooRisky, unknownRisk, candidates, affinity, share }: NextBest): Cell[] => {
    if (anySmall([holders, lack, tooRisky, unknownRisk, candidates])) return hiddenRow(item.label, heads, writer);
    return [
      item.label,
      numberCell(holders, format.exact),
      numberCell(lack, format.exact),
      numberCell(tooRisky + unknownRisk, format.exact),
      numberCell(candidates, format.exact),
      typeof affinity === 'number' ? numberCell(affinity, format.percent) : texts.insufficient,
      numberCell(share, format.percent),
    ];
  });
  return { heads, rows, caption: '' };
}

function anySmall(counts: readonly number[]): boolean {
  return counts.some((n) => n > 0 && n < LEAST_CELL_OUTSIDE);
}

function hiddenRow(name: string, heads: readonly string[], { texts }: Writer): Cell[] {
  return [name, texts.hidden, ...heads.slice(2).map(() => null)];
}
