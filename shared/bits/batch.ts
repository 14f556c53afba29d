/** Row numbers as a query delivers them; each is an integer from 0 up to the row count. */
export type RowNumbers = ArrayLike<number>;

/** A column of a result as the SQL engines deliver it: `valid` has a byte per value (0 = null) or is null when all are known. */
export type ValueBatch = { readonly valid: Uint8Array | null } & (
  | { readonly kind: 'boolean'; readonly values: Uint8Array }
  | { readonly kind: 'number'; readonly values: ArrayLike<number> }
  | { readonly kind: 'bigint' | 'timestamp'; readonly values: BigInt64Array }
  /** Days since 1970-01-01. */
  | { readonly kind: 'date'; readonly values: Int32Array }
  | { readonly kind: 'text'; readonly values: readonly string[] }
);

/** The row numbers as they are, after a look that each is inside `0..rowCount-1`. */
export function checkedRows(rows: RowNumbers, rowCount: number): RowNumbers {
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? -1;
    if (!(row >= 0 && row < rowCount)) throw new RangeError(`row ${row} is not inside 0..${rowCount - 1}`);
  }
  return rows;
}
