import type { Insufficient, PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { textCell } from '#shared/model/textCell';
import { verdictOf } from '#shared/report/verdict';
import type { PortraitTableRow } from './portraitValues';

export const TSV_COLUMNS = [
  'tag',
  'value',
  'n',
  'share',
  'baseN',
  'baseShare',
  'tgi',
  'low',
  'high',
  'direction',
  'z',
  'p',
  'pAdjusted',
  'repeats',
  'setByRule',
] as const;
export type TsvColumn = (typeof TSV_COLUMNS)[number];

interface TsvTexts {
  readonly heading: (column: TsvColumn) => string;
  readonly valueName: (value: PortraitValue) => string;
  readonly verdict: (verdict: ReturnType<typeof verdictOf>) => string;
  readonly setByRule: (isSet: boolean) => string;
  readonly insufficient: (value: Insufficient) => string;
}

/** All numbers with all their digits, tab between cells, for a spreadsheet. */
export function portraitTsv(rows: readonly PortraitTableRow[], texts: TsvTexts): string {
  const lines = rows.map((row) => TSV_COLUMNS.map((column) => cell(row, column, texts)).join('\t'));
  return [TSV_COLUMNS.map(texts.heading).join('\t'), ...lines].join('\n');
}

function cell({ tag, value, repeats }: PortraitTableRow, column: TsvColumn, texts: TsvTexts): string {
  if (column === 'tag') return textCell(tag.name);
  if (column === 'value') return textCell(texts.valueName(value));
  if (column === 'setByRule') return texts.setByRule(tag.setByRule === true);
  if (column === 'repeats') return textCell(repeats ?? '');
  if (column === 'direction') return texts.verdict(verdictOf(value));
  const found = column === 'low' ? end(value.interval, 0) : column === 'high' ? end(value.interval, 1) : value[column];
  return isInsufficient(found) ? texts.insufficient(found) : String(found);
}

function end(interval: readonly [number, number] | Insufficient, at: 0 | 1): number | Insufficient {
  return isInsufficient(interval) ? interval : interval[at];
}
