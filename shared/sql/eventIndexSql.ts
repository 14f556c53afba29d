import type { EventProp } from '../model/entities';
import type { TagType } from '../model/tag';
import { SQL_TYPES } from './columnTypes';
import { COMMITTED_ROWID } from './customerRowsSql';
import { identifier, literal, qualified } from './quote';

/** A table of events and the number of its first row, where the rows of all sources are numbered one after the other. */
export interface NumberedSource {
  readonly table: string;
  readonly first: number;
}

/**
 * `row, source_row, time, name` of every event of one of the names: the customer, the number of the row, microseconds since 1970
 * (null for what is before or after all time) and the name's position.
 */
export function eventPlacesSql(sources: readonly NumberedSource[], names: readonly string[]): string {
  const firsts = sources.map(({ first }, source) => `WHEN ${source} THEN ${first}`);
  const known = names.map((name, position) => `(${literal(name)}, ${position})`);
  return `SELECT CAST(e.row AS UINTEGER) AS row, CAST(CASE e.source ${firsts.join(' ')} END + e.source_row AS UINTEGER) AS source_row,
    CAST(epoch_us(e.time) AS DOUBLE) AS time, CAST(n.position AS UINTEGER) AS name
    FROM tags.events AS e JOIN (VALUES ${known.join(', ')}) AS n(name, position) ON n.name = e.name`;
}

/** `source_row, value` of a property over the rows of all sources that have it, as a relation. */
export function propValuesOfRowsSql(
  { type: columnType, from }: EventProp,
  type: TagType,
  sources: readonly NumberedSource[],
): string {
  const rows = from.map(({ source, column }) => {
    const { table, first } = sources[source] ?? { table: '', first: 0 };
    const value = `CAST(${identifier(column)} AS ${type === 'date' ? 'DATE' : SQL_TYPES[columnType]})`;
    return `SELECT ${first} + ${COMMITTED_ROWID} AS source_row, ${value} AS value FROM ${qualified('data', table)}`;
  });
  return `(${rows.join(' UNION ALL ')})`;
}
