import { valuesBeside } from '../model/valuesBeside';
import { toldSize } from '../privacy/smallCells';
import type { BoardPart } from './boardPart';
import { type Cell, type CellTable, numberCell } from './cell';
import { experimentTable, experimentTitle, isBaseTold } from './experimentHtml';
import { funnelTables, funnelTitle } from './funnelHtml';
import { affinityTable, affinityTitle, nextBestTable, nextBestTitle } from './insightTables';
import { ledgerBoardTable, ledgerLines, ledgerTitle } from './ledgerBoard';
import { migrationTable, migrationTitle } from './migrationTable';
import { pathTable, pathTitle } from './pathTable';
import { isShown, sizesText, type Writer } from './portraitFacts';
import type { ReportTag } from './reportPortrait';
import { retentionTable, retentionTitle } from './retentionHtml';
import { fillText } from './sentence';
import { trendTable, trendTitle } from './trendTable';
import { valueName } from './valueName';

/** What an item of a board is called, where it has no title of its own by what it shows. */
export function partTitle(part: BoardPart, writer: Writer): string {
  if (part.kind === 'text') return '';
  if (part.title !== '') return part.title;
  if (part.kind === 'retention') return retentionTitle(part.spec, writer);
  if (part.kind === 'path') return pathTitle(part.spec, writer);
  if (part.kind === 'trend') return trendTitle(part.spec, writer);
  if (part.kind === 'affinity') return affinityTitle(part, writer);
  if (part.kind === 'nextBest') return nextBestTitle(part, writer);
  if (part.kind === 'migration') return migrationTitle(part, writer);
  if (part.kind === 'ledger') return ledgerTitle(writer);
  if (part.kind === 'experiment') return experimentTitle({ name: '', spec: part.spec }, writer.language);
  return part.kind === 'funnel' ? funnelTitle(part, writer) : '';
}

/** Of whom an item is: a line for each segment. */
export function partSizes(part: BoardPart, writer: Writer): string[] {
  switch (part.kind) {
    case 'text':
    case 'count':
      return [];
    case 'words':
    case 'tag':
      return [sizesText(part.portrait, writer)];
    case 'compared':
      return part.segments.map(({ name, portrait }) => `${name}: ${sizesText(portrait, writer)}`);
    case 'affinity':
    case 'nextBest':
      return [fillText(writer.texts.ofBase, { n: sizeText(part.segment.n, writer) })];
    case 'migration':
      return [fillText(writer.texts.ofBase, { n: sizeText(part.n, writer) })];
    case 'ledger':
      return ledgerLines(part.answer, writer);
    case 'retention':
    case 'funnel':
    case 'path':
    case 'trend':
      return [fillText(writer.texts.ofBase, { n: sizeText(part.base, writer) })];
    case 'experiment':
      return isBaseTold(part) ? [fillText(writer.texts.ofBase, { n: sizeText(part.base, writer) })] : [];
  }
}

function sizeText(n: number, { format }: Writer): string {
  const told = toldSize(n);
  return typeof told === 'number' ? format.exact(told) : told;
}

/** The numbers of an item, as far as they may leave the house; none of one that is words. */
export function partTables(part: BoardPart, writer: Writer): CellTable[] {
  switch (part.kind) {
    case 'text':
    case 'words':
      return [];
    case 'count':
      return [countTable(part, writer)];
    case 'tag':
      return [tagTable(part.tag, writer)];
    case 'retention':
      return [retentionTable(part, writer)];
    case 'funnel':
      return funnelTables(part, writer);
    case 'path':
      return [pathTable(part, writer)];
    case 'trend':
      return [trendTable(part, writer)];
    case 'experiment':
      return [experimentTable(part, writer)];
    case 'ledger':
      return [ledgerBoardTable(part.answer, writer)];
    case 'affinity':
      return [affinityTable(part, writer)];
    case 'nextBest':
      return [nextBestTable(part, writer)];
    case 'migration':
      return [migrationTable(part, writer)];
    case 'compared':
      return [comparedTable(part, writer)];
  }
}

/** Of a handful of customers the share would tell the number. */
function countTable({ count, base }: Extract<BoardPart, { kind: 'count' }>, { texts, format }: Writer): CellTable {
  const told = toldSize(count);
  const isTold = typeof told === 'number';
  const share = isTold ? numberCell(base === 0 ? 0 : count / base, (found) => format.percent(found, 2)) : texts.hidden;
  const heads = [texts.customers, texts.n, texts.share];
  return { heads, rows: [[texts.segment, isTold ? numberCell(told, format.exact) : told, share]], caption: '' };
}

function tagTable(tag: ReportTag, { texts, format }: Writer): CellTable {
  const heads = ['value', 'n', 'share', 'baseN', 'baseShare', 'tgi', 'low', 'high', 'direction', 'pAdjusted'] as const;
  const rows = tag.values.map((value): Cell[] => {
    const name = valueName(value, texts, format);
    if (!isShown(value)) return [name, texts.hidden, ...heads.slice(2).map(() => null)];
    const [low, high] = 'state' in value.interval ? [] : value.interval;
    const number = (found: unknown, write: (n: number) => string) => numberCell(typeof found === 'number' ? found : null, write);
    const index = (n: number) => format.decimal(n, 0);
    return [
      name,
      number(value.n, format.exact),
      number(value.share, format.percent),
      number(value.baseN, format.exact),
      number(value.baseShare, format.percent),
      number(value.tgi, index),
      number(low, index),
      number(high, index),
      typeof value.tgi === 'number' ? texts[value.direction] : texts.insufficient,
      number(value.pAdjusted, (p) => format.decimal(p, 4)),
    ];
  });
  return { heads: heads.map((head) => texts[head]), rows, caption: '' };
}

function comparedTable({ segments }: Extract<BoardPart, { kind: 'compared' }>, writer: Writer): CellTable {
  const { texts, format } = writer;
  const heads = segments.flatMap(({ name }) => [texts.share, texts.tgi, texts.direction].map((text) => `${name}: ${text}`));
  const rows = valuesBeside(segments.map(({ tag }) => tag)).map(({ value, ofEach }) => [
    valueName(value, texts, format),
    ...ofEach.flatMap((each) => comparedCells(each, writer)),
  ]);
  return { heads: [texts.value, ...heads], rows, caption: '' };
}

function comparedCells(value: ReportTag['values'][number] | undefined, { texts, format }: Writer): Cell[] {
  if (value === undefined) return [null, null, null];
  if (!isShown(value)) return [texts.hidden, null, null];
  const { share, tgi, direction } = value;
  const isTold = typeof tgi === 'number';
  return [
    typeof share === 'number' ? numberCell(share, format.percent) : null,
    isTold ? numberCell(tgi, (found) => format.decimal(found, 0)) : null,
    isTold ? texts[direction] : texts.insufficient,
  ];
}
