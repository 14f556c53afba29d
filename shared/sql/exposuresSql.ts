import { identifier, literal } from './quote';

/**
 * `row, variant, crossed, time, cost`: who was exposed to a campaign, in the order of the first exposures: the variant, whether there were
 * others, microseconds since 1970 (null where no time is known) and what all exposures cost. One parameter, the campaign.
 */
export const EXPOSED_SQL = `SELECT CAST(row AS UINTEGER) AS row, min(variant) AS variant, min(variant) <> max(variant) AS crossed,
    CAST(epoch_us(min(time)) AS DOUBLE) AS time, coalesce(sum(cost), 0) AS cost
  FROM tags.exposures WHERE campaign = ? AND variant IS NOT NULL GROUP BY row ORDER BY 4, 1`;

/** The campaigns by name. */
export const CAMPAIGNS_SQL = 'SELECT DISTINCT campaign FROM tags.exposures WHERE campaign IS NOT NULL ORDER BY 1 LIMIT 100';

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
