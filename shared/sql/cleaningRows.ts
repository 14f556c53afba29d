import type { ColumnType, TableColumn } from '../model/import';
import { literal } from './quote';

/** A column on its way through the steps: `cell` is its name in the relation, so that names of people's own meet none of ours. */
export interface PlacedColumn extends TableColumn {
  readonly cell: string;
}

/** Rows between two steps: what to select from, with the source's row id as `row`, and which columns it has. */
export interface Rows {
  readonly from: string;
  readonly columns: readonly PlacedColumn[];
}

export function placed({ columns }: Rows, name: string): PlacedColumn {
  const found = columns.find((column) => column.name === name);
  if (!found) throw new Error(`no column ${name} before the step`);
  return found;
}

/** Where the columns that a step makes stand in its rows. */
export function newCell({ columns }: Rows, index: number): string {
  return `c${1 + Math.max(...columns.map(({ cell }) => Number(cell.slice(1)))) + index}`;
}

const BLANK = '[\\s\\p{Z}\\p{Cf}]+';

export function trimSql(cell: string): string {
  return `NULLIF(regexp_replace(${cell}, ${literal(`^${BLANK}|${BLANK}$`)}, '', 'g'), '')`;
}

const HALF = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index));
const FULL = HALF.map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

export function halfWidthSql(cell: string): string {
  return `translate(${cell}, ${literal(`${FULL.join('')}\u3000`)}, ${literal(`${HALF.join('')} `)})`;
}

/** A cell as people see it; 12 is 12 in a column of whole numbers and of others. */
export function writtenSql(cell: string, type: ColumnType): string {
  if (type === 'text') return cell;
  const text = `CAST(${cell} AS VARCHAR)`;
  return type === 'number' ? `regexp_replace(${text}, '\\.0$', '')` : text;
}
