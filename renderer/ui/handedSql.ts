import { create } from 'zustand';
import { openPage } from './navigation';

/** A statement that another page asked to have written into the editor. */
export const useHandedSql = create<{ readonly sql: string | null }>(() => ({ sql: null }));

/** Opens the SQL page with a statement. The segment that it is of stands in a comment before it, which `segmentOfSql` reads. */
export function openAsSql(sql: string, segment: string | undefined): void {
  const isWritten = segment !== undefined && !/[\r\n]/.test(segment);
  useHandedSql.setState({ sql: isWritten ? `-- segment: ${segment}\n${sql}` : sql });
  openPage({ page: 'sql' });
}

/** The id in the comment that a statement begins with. */
export function segmentOfSql(sql: string): string | undefined {
  return /^\s*-- segment: (.+)/.exec(sql)?.[1]?.trim();
}

export function takeHandedSql(): string | null {
  const { sql } = useHandedSql.getState();
  if (sql !== null) useHandedSql.setState({ sql: null });
  return sql;
}
