/** `label, first, last` of the campaigns with an exposure within two days, both in: $1 and $2. */
export const CAMPAIGN_DAYS_SQL = `SELECT campaign AS label, CAST(CAST(min(time) AS DATE) AS VARCHAR) AS first,
  CAST(CAST(max(time) AS DATE) AS VARCHAR) AS last FROM tags.exposures WHERE campaign IS NOT NULL AND isfinite(time)
  GROUP BY campaign HAVING min(time) < CAST($2 AS DATE) + 1 AND max(time) >= CAST($1 AS DATE) ORDER BY 2, 1`;
