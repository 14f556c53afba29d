import type { TagType } from '../model/tag';
import { identifier } from './quote';

/** The cut points of `n` buckets as equally full as equal values allow, as `edge`, ascending: quantiles of type 7, of days type 1. */
export function quantileEdgesSql(tag: string, type: TagType, n: number): string {
  const shares = Array.from({ length: n - 1 }, (_, index) => (index + 1) / n).join(', ');
  const value = identifier(tag);
  const quantile =
    type === 'date' ? `quantile_disc(${value}, [${shares}])` : `quantile_cont(CAST(${value} AS DOUBLE), [${shares}])`;
  return `SELECT DISTINCT edge FROM (SELECT unnest(${quantile}) AS edge FROM tags.customers)
    WHERE edge > (SELECT min(${value}) FROM tags.customers) ORDER BY edge`;
}
