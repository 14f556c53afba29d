/**
 * `row, variant, crossed, time, cost`: who was exposed to a campaign, in the order of the first exposures: the variant, whether there were
 * others, microseconds since 1970 (null where no time is known) and what all exposures cost. One parameter, the campaign.
 */
export const EXPOSED_SQL = `SELECT CAST(row AS UINTEGER) AS row, min(variant) AS variant, min(variant) <> max(variant) AS crossed,
    CAST(epoch_us(min(time)) AS DOUBLE) AS time, coalesce(sum(cost), 0) AS cost
  FROM tags.exposures WHERE campaign = ? AND variant IS NOT NULL GROUP BY row ORDER BY 4, 1`;

/** The campaigns by name. */
export const CAMPAIGNS_SQL = 'SELECT DISTINCT campaign FROM tags.exposures WHERE campaign IS NOT NULL ORDER BY 1 LIMIT 100';
