import type { Expression } from './expression';
import { type Printed, printExpression, printForReading } from './print';
import { identifier } from './quote';

/** Values of a tag, commonest first, with the number of customers that have each. `$1` is a part of the value ('' = any). */
export function tagValuesSql(tag: string, limit: number): string {
  const value = identifier(tag);
  return `SELECT ${value} AS value, count(*) AS n FROM tags.customers
    WHERE ${value} IS NOT NULL AND ($1 = '' OR contains(lower(CAST(${value} AS VARCHAR)), lower($1)))
    GROUP BY ${value} ORDER BY n DESC, value LIMIT ${limit}`;
}

/** Where values are read with as little joining as there can be: a relation and its columns of row numbers and of values. */
export interface ValuePlace {
  readonly from: string;
  readonly row: string;
  readonly value: string;
}

/** Makes the dictionary of the values, commonest value first, as the connection's own `temp.dictionary (value, code)`. */
export function createDictionarySql({ from, value: column }: ValuePlace): string {
  const value = identifier(column);
  return `CREATE OR REPLACE TEMP TABLE dictionary AS SELECT value, CAST(row_number() OVER (ORDER BY n DESC, value) - 1 AS INTEGER) AS code
    FROM (SELECT CAST(${value} AS VARCHAR) AS value, count(*) AS n FROM ${from} WHERE ${value} IS NOT NULL GROUP BY 1)`;
}

/** The first `limit` of them. */
export function readDictionarySql(limit: number): string {
  return `SELECT value FROM temp.dictionary ORDER BY code LIMIT ${limit}`;
}

export function tagRangeSql(tag: string): string {
  const value = identifier(tag);
  return `SELECT count(${value}) AS known, count(*) AS customers, min(${value}) AS low, max(${value}) AS high FROM tags.customers`;
}

/** Row numbers fit into 32 bits, which are read much faster than 64. */
function rowNumber(column: string): string {
  return `CAST(${column} AS UINTEGER) AS row`;
}

/** Row numbers with their values; a date as days since 1970. */
export function tagColumnSql({ from, row, value: column }: ValuePlace, type: 'text' | 'number' | 'boolean' | 'date'): string {
  const value = identifier(column);
  const cast = { text: `CAST(${value} AS VARCHAR)`, number: `CAST(${value} AS DOUBLE)`, boolean: value, date: value }[type];
  return `SELECT ${rowNumber(identifier(row))}, ${cast} AS value FROM ${from}`;
}

export const DROP_DICTIONARY_SQL = 'DROP TABLE IF EXISTS temp.dictionary';

/** Row numbers with positions in the temporary dictionary; unknown values have none. */
export function tagCodesSql({ from, row, value }: ValuePlace): string {
  return `SELECT ${rowNumber(`c.${identifier(row)}`)}, d.code AS value FROM ${from} AS c LEFT JOIN temp.dictionary AS d ON d.value = c.${identifier(value)}`;
}

/**
 * Row numbers of the customers for whom a condition is true or unknown, and which of the two, in one pass. `unknown` holds no
 * values; null = it is known of everybody.
 */
export function conditionRowsSql(rowColumn: string, truth: Expression, unknown: Expression | null): Printed {
  const { sql, params } = printExpression(unknown ? { kind: 'or', parts: [truth, unknown] } : truth);
  const flag = unknown ? printForReading(unknown) : 'FALSE';
  return { sql: `SELECT ${rowNumber(identifier(rowColumn))}, ${flag} AS unknown FROM tags.customers WHERE ${sql}`, params };
}

/** The statement of a segment's members as a person reads it. */
export function membersForReadingSql(expression: Expression): string {
  return `SELECT *\nFROM tags.customers\nWHERE ${printForReading(expression)}`;
}

/** Counts the customers for whom the expression is true. */
export function countMatchingSql(expression: Expression): Printed {
  const { sql, params } = printExpression(expression);
  return { sql: `SELECT count(*) AS n FROM tags.customers WHERE ${sql}`, params };
}
