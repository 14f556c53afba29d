/** `bucket, n` of the known values of a relation with the numbers in `value`; the last bucket takes its upper edge in. */
export function histogramSql(from: string, edges: readonly number[]): string {
  const inner = edges.slice(1, -1).map((edge) => `CASE WHEN value >= CAST('${edge}' AS DOUBLE) THEN 1 ELSE 0 END`);
  return `SELECT ${inner.length === 0 ? '0' : inner.join(' + ')} AS bucket, count(*) AS n FROM ${from} WHERE value IS NOT NULL GROUP BY bucket`;
}
