import type { Tag } from '#shared/model/tag';

/** Where a tag's values come from: its column, or the tables that they are made of. */
export function tagPlace({ source, tables }: Pick<Tag, 'source' | 'tables'>): string {
  return source.kind === 'column' ? `${source.table}.${source.column}` : tables.join(', ');
}
