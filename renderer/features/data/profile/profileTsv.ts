import { QUANTILE_PERCENTS, type TableProfile } from '#shared/model/profile';
import { textCell } from '#shared/model/textCell';
import type { Format } from '../../../text';
import { nullShare, spreadText } from './profileValues';

const HEADINGS = ['column', 'type', 'nulls', 'nullShare', 'distinct', 'min', 'mean', 'max', 'deviation', 'top', 'psi'] as const;

interface TsvTexts {
  readonly heading: (column: (typeof HEADINGS)[number]) => string;
  readonly format: Format;
}

/** Every column with all the digits of its figures, tab between cells, for a spreadsheet. */
export function profileTsv({ columns, rows }: TableProfile, { heading, format }: TsvTexts): string {
  const quantiles = QUANTILE_PERCENTS.map((percent) => `P${percent}`);
  const lines = columns.map((column) => {
    const { name, type, nulls, distinct, spread, values, change } = column;
    const isTime = type === 'date' || type === 'timestamp';
    const cell = (value: number | null | undefined) =>
      value === null || value === undefined ? '' : isTime ? spreadText(value, type, format) : String(value);
    const figures = [spread?.min, spread?.mean, spread?.max].map(cell);
    const spreads = QUANTILE_PERCENTS.map((_, at) => cell(spread?.quantiles[at]));
    const rest = [String(spread?.deviation ?? ''), textCell(values[0]?.value ?? ''), String(change?.psi ?? '')];
    return [textCell(name), type, nulls, nullShare(column, rows), distinct, ...figures, ...rest, ...spreads].join('\t');
  });
  return [[...HEADINGS.map(heading), ...quantiles].join('\t'), ...lines].join('\n');
}
