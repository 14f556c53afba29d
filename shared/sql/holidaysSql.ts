import { identifier, qualified } from './quote';

/** `day`: days since 1970 in the column of a table that holds days. */
export function holidaysSql({ table, column }: { readonly table: string; readonly column: string }): string {
  return `SELECT DISTINCT CAST(TRY_CAST(${identifier(column)} AS DATE) - DATE '1970-01-01' AS INTEGER) AS day
    FROM ${qualified('data', table)} WHERE TRY_CAST(${identifier(column)} AS DATE) IS NOT NULL`;
}
