import { identifier, literal } from './quote';

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

/** `campaign, first, last` of the campaigns with an exposure within two days, both in: $1 and $2. */
export const CAMPAIGN_DAYS_SQL = `SELECT campaign, CAST(CAST(min(time) AS DATE) AS VARCHAR) AS first,
  CAST(CAST(max(time) AS DATE) AS VARCHAR) AS last FROM tags.exposures WHERE campaign IS NOT NULL AND isfinite(time)
  GROUP BY campaign HAVING min(time) < CAST($2 AS DATE) + 1 AND max(time) >= CAST($1 AS DATE) ORDER BY 2, 1`;

/**
 * `campaign, variant, n, first, last, timed, cost`: per campaign its variants by the customers that were seen in one alone, and, where `variant`
 * is null, those that were seen in several.
 */
export const CAMPAIGN_ARMS_SQL = `SELECT campaign, CASE WHEN crossed THEN NULL ELSE variant END AS variant, count(*) AS n,
    CAST(CAST(min(first) AS DATE) AS VARCHAR) AS first, CAST(CAST(max(last) AS DATE) AS VARCHAR) AS last, bool_and(timed) AS timed, sum(cost) AS cost
  FROM (SELECT campaign, row, min(variant) AS variant, min(variant) <> max(variant) AS crossed, min(time) AS first, max(time) AS last,
      bool_and(time IS NOT NULL) AS timed, coalesce(sum(cost), 0) AS cost
    FROM tags.exposures WHERE campaign IS NOT NULL AND variant IS NOT NULL GROUP BY campaign, row)
  GROUP BY ALL ORDER BY 1, 3 DESC, 2`;

/** The keys of the customers that were seen in one variant of a campaign alone. */
export function armMembersSql(key: string, campaign: string, variant: string): string {
  const of = literal(variant);
  return `SELECT c.${identifier(key)} FROM tags.exposures e JOIN tags.customers c ON c.row = e.row
WHERE e.campaign = ${literal(campaign)} AND e.variant IS NOT NULL
GROUP BY ALL HAVING min(e.variant) = ${of} AND max(e.variant) = ${of}`;
}
