import { COMPOUND_SURNAMES, type MaskKind } from '../model/mask';
import { identifier, literal, qualified } from './quote';

/** How columns are masked, by their names. */
export type ColumnMasks = ReadonlyMap<string, MaskKind>;

const ENDS = String.raw`^[\s\x{a0}\x{3000}\x{feff}]+|[\s\x{a0}\x{3000}\x{feff}]+$`;
const BLANKS = String.raw`[\s-]`;
const AREA_AND_NUMBER = String.raw`^\(?(0(?:10|2\d|[3-9]\d{2}))\)?[\s-]*(\d[\d\s-]*)$`;
const EMAIL_IN_TEXT = '([A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{0,63}@([A-Za-z0-9.-]+)';
const NUMBER_IN_TEXT = String.raw`\d(?:[ -]?\d){6,}[xX]?`;
/** RE2 has no look-behind, so what is no district and what is one are sought apart, and the nearer end counts. */
const DISTRICT = '^(?:.{0,19}?[^小社园校厂院片])??区';
const COUNTY = '^.{0,20}?[县旗]';
const CITY = '^.{0,12}?市';

/** What `maskText` makes of a column, as an expression; of free text each number is hidden whole. */
export function maskSql(kind: MaskKind, column: string): string {
  const text = replaced(`CAST(${identifier(column)} AS VARCHAR)`, ENDS);
  const digits = replaced(text, BLANKS);
  switch (kind) {
    case 'mobile':
      return keepEnds(`regexp_replace(${digits}, '^(\\+|00)?86(1\\d{10})$', '\\2')`, 3, '4');
    case 'residentId':
      return keepEnds(digits, 6, `CASE WHEN length(${digits}) = 15 THEN 3 ELSE 4 END`);
    case 'bankCard':
      return keepEnds(digits, 6, '4');
    case 'account':
      return keepEnds(digits, 0, '4');
    case 'passport':
    case 'permit':
      return keepEnds(digits, 1, '3');
    case 'landline':
      return landline(text, digits);
    case 'credential':
      return `CASE WHEN ${identifier(column)} IS NOT NULL THEN '******' END`;
    case 'freeText':
      return replaced(`regexp_replace(${text}, ${literal(EMAIL_IN_TEXT)}, '\\1***@\\2', 'g')`, NUMBER_IN_TEXT, '*******');
    case 'name':
      return name(text);
    case 'email':
      return `CASE WHEN ${text} IS NULL THEN NULL WHEN regexp_matches(${text}, '^[\\s\\S]+@') THEN left(${text}, 1) || '***' || regexp_extract(${text}, '@[^@]*$') ELSE '***' END`;
    case 'address':
      return address(text);
  }
}

/** All columns and rows of a table with these columns masked; `rowid` stays. */
export function maskedRowsSql(schema: string, table: string, masks: ColumnMasks): string {
  return `(SELECT rowid, ${maskedCells(masks)} FROM ${qualified(schema, table)})`;
}

export function maskedCells(masks: ColumnMasks): string {
  if (masks.size === 0) return '*';
  return `* REPLACE (${Array.from(masks, ([column, kind]) => `${maskSql(kind, column)} AS ${identifier(column)}`).join(', ')})`;
}

function replaced(text: string, pattern: string, by = ''): string {
  return `regexp_replace(${text}, ${literal(pattern)}, ${literal(by)}, 'g')`;
}

function keepEnds(text: string, head: number, tail: string): string {
  const hidden = `length(${text}) - ${head} - ${tail.startsWith('CASE') ? `(${tail})` : tail}`;
  return `CASE WHEN ${hidden} < 3 THEN repeat('*', length(${text}))
    ELSE left(${text}, ${head}) || repeat('*', ${hidden}) || right(${text}, ${tail}) END`;
}

function landline(text: string, digits: string): string {
  const part = (group: number) => `regexp_extract(${text}, ${literal(AREA_AND_NUMBER)}, ${group})`;
  const local = replaced(part(2), BLANKS);
  return `CASE WHEN ${part(1)} = '' THEN ${keepEnds(digits, 0, '4')} ELSE ${part(1)} || '-' || ${keepEnds(local, 0, '4')} END`;
}

function name(text: string): string {
  const compound = [...COMPOUND_SURNAMES].map(literal).join(', ');
  const surname = `CASE WHEN length(${text}) > 2 AND left(${text}, 2) IN (${compound}) THEN 2 WHEN length(${text}) > 1 THEN 1 ELSE 0 END`;
  return `CASE WHEN regexp_matches(${text}, '^\\p{Han}') THEN left(${text}, ${surname}) || repeat('*', length(${text}) - (${surname}))
    WHEN length(${text}) > 1 THEN left(${text}, 1) || '***' ELSE repeat('*', length(${text})) END`;
}

function address(text: string): string {
  const found = (pattern: string) => `nullif(regexp_extract(${text}, ${literal(pattern)}), '')`;
  const [district, county] = [found(DISTRICT), found(COUNTY)];
  const nearer = `CASE WHEN length(${county}) < length(${district}) THEN ${county} ELSE coalesce(${district}, ${county}) END`;
  return `CASE WHEN ${text} IS NOT NULL THEN coalesce(${nearer}, ${found(CITY)}, '') || '***' END`;
}
