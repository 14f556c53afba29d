import type { ExperimentBreakdown, ExperimentRow } from './experiment';
import type { RandomEffects } from './experimentNumbers';
import { isInsufficient } from './findings';

/** A level with its difference as it is and as it is pulled to the mean of all. */
export interface ShrunkLevel {
  readonly row: ExperimentRow;
  readonly shrunk: RandomEffects['shrunk'][number];
}

/** The largest first, those without at the end; none where too few levels can be pooled. `rows` are the levels of the breakdown. */
export function shrunkLevels(rows: readonly ExperimentRow[], { pooled }: Pick<ExperimentBreakdown, 'pooled'>): ShrunkLevel[] {
  if (isInsufficient(pooled)) return [];
  const place = ({ shrunk }: ShrunkLevel) => (isInsufficient(shrunk) ? Number.NEGATIVE_INFINITY : shrunk.estimate);
  const levels = rows.flatMap((row, at) => {
    const shrunk = pooled.shrunk[at];
    return shrunk ? [{ row, shrunk }] : [];
  });
  return levels.sort((a, b) => (place(a) === place(b) ? 0 : place(b) - place(a)));
}
