import type { ColumnType } from '../model/import';
import { isBankCard, isCreditCode, isMobile, isResidentId } from './checkDigits';
import { identifier, qualified } from './quote';

interface TypedColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** One row: `rows`, and of each column `k0, k1, …` known cells, about `d0, …` different ones, and of numbers `low0, high0, …`. */
export function describeColumnsSql(table: string, columns: readonly TypedColumn[]): string {
  const figures = columns.flatMap(({ name, type }, index) => {
    const value = known(name, type);
    const ends = isNumber(type)
      ? [`CAST(min(${value}) AS DOUBLE) AS low${index}`, `CAST(max(${value}) AS DOUBLE) AS high${index}`]
      : [];
    return [`count(${value}) AS k${index}`, `approx_count_distinct(${value}) AS d${index}`, ...ends];
  });
  return `SELECT ${['count(*) AS rows', ...figures].join(', ')} FROM ${qualified('data', table)}`;
}

/** The different values of a text column, at most `limit`. */
export function textValuesSql(table: string, column: string, limit: number): string {
  return `SELECT DISTINCT ${identifier(column)} AS value FROM ${qualified('data', table)} WHERE ${identifier(column)} IS NOT NULL ORDER BY 1 LIMIT ${limit}`;
}

/** One row: of the column's first known cells how many there are (`known`), and how many are of each kind of number. */
export function tryKindsSql(table: string, column: string, cells: number): string {
  const first = `SELECT CAST(${identifier(column)} AS VARCHAR) AS cell FROM ${qualified('data', table)} WHERE ${identifier(column)} IS NOT NULL LIMIT ${cells}`;
  const fits = (kind: string, test: string) => `count(*) FILTER (WHERE ${test}) AS ${identifier(kind)}`;
  const kinds = [
    fits('residentId', isResidentId('cell')),
    fits('mobile', isMobile('cell')),
    fits('bankCard', isBankCard('cell')),
    fits('creditCode', isCreditCode('cell')),
  ];
  return `SELECT count(*) AS known, ${kinds.join(', ')} FROM (${first})`;
}

function known(name: string, type: ColumnType): string {
  return type === 'number' ? `nullif(${identifier(name)}, CAST('nan' AS DOUBLE))` : identifier(name);
}

function isNumber(type: ColumnType): boolean {
  return type === 'integer' || type === 'number';
}
