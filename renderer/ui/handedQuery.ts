import { create } from 'zustand';
import { openPage } from './navigation';

/** A query of customer keys that another page asked to have made a segment of. */
export const useHandedQuery = create<{ readonly sql: string | null }>(() => ({ sql: null }));

/** Opens the segment page, which adds a condition on this query. */
export function makeSegmentOf(sql: string): void {
  useHandedQuery.setState({ sql });
  openPage({ page: 'segments' });
}

export function takeHandedQuery(): string | null {
  const { sql } = useHandedQuery.getState();
  if (sql !== null) useHandedQuery.setState({ sql: null });
  return sql;
}
