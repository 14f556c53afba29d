import type { Printed } from './print';

/** Row numbers with the values of a measure; a day as days since 1970. */
export function measuredRowsSql({ sql, params }: Printed, kind: 'number' | 'date'): Printed {
  const value = kind === 'date' ? 'value' : 'CAST(value AS DOUBLE) AS value';
  return { sql: `SELECT CAST(row AS UINTEGER) AS row, ${value} FROM (${sql})`, params };
}

/** The values of a measure that is a text, as the connection's own `temp.measured (row, value)`. */
export function createMeasuredSql(rows: string): string {
  return `CREATE OR REPLACE TEMP TABLE measured AS ${rows}`;
}

const RANKED = 'SELECT value, row_number() OVER (ORDER BY count(*) DESC, value) - 1 AS code FROM temp.measured GROUP BY value';

/** Its different values, commonest first. */
export const MEASURED_VALUES_SQL = `SELECT value FROM (${RANKED}) ORDER BY code`;
/** Row numbers with positions among those. */
export const MEASURED_CODES_SQL = `SELECT CAST(m.row AS UINTEGER) AS row, CAST(d.code AS INTEGER) AS value
  FROM temp.measured AS m JOIN (${RANKED}) AS d ON d.value = m.value`;
export const DROP_MEASURED_SQL = 'DROP TABLE IF EXISTS temp.measured';
