const VARIANTS = 'SELECT DISTINCT variant FROM tags.exposures WHERE campaign = ? AND variant IS NOT NULL';

/** The variants of a campaign, in the order of their places. One parameter, the campaign. */
export const VARIANTS_SQL = `${VARIANTS} ORDER BY 1`;

/**
 * `row, place, crossed, time, cost`: who was exposed to a campaign: the variant's place, from 0, whether there were others, microseconds
 * since 1970 of the first exposure (null where no time is known) and what all exposures cost. Two parameters, the campaign twice.
 */
export const EXPOSED_SQL = `WITH variants AS (SELECT variant, row_number() OVER (ORDER BY variant) - 1 AS place FROM (${VARIANTS}))
  SELECT CAST(row AS UINTEGER) AS row, CAST(min(place) AS UINTEGER) AS place, min(place) <> max(place) AS crossed,
    CAST(epoch_us(min(time)) AS DOUBLE) AS time, coalesce(sum(cost), 0) AS cost
  FROM tags.exposures JOIN variants USING (variant) WHERE campaign = ? GROUP BY row`;

/** The campaigns by name. */
export const CAMPAIGNS_SQL = 'SELECT DISTINCT campaign FROM tags.exposures WHERE campaign IS NOT NULL ORDER BY 1 LIMIT 100';
