import type { EntityMap, EventProp } from '../model/entities';
import type { TagType } from '../model/tag';
import { identifier, literal, qualified } from './quote';

/** `event, n, customers, first, last` of every name. */
export const EVENT_KINDS_SQL = `SELECT name AS event, count(*) AS n, count(DISTINCT row) AS customers,
  CAST(CAST(min(time) AS DATE) AS VARCHAR) AS first, CAST(CAST(max(time) AS DATE) AS VARCHAR) AS last
  FROM tags.events WHERE name IS NOT NULL GROUP BY name`;

/** Per `name` and in `p0, p1, …` whether each property is ever known of it, of known customers or not. */
export function knownPropsSql(sources: EntityMap['events'], props: readonly EventProp[]): string {
  const parts = sources.map((source, index) => {
    const known = props.map(({ from }, place) => {
      const own = from.find((each) => each.source === index);
      return `${own ? `count(${identifier(own.column)}) > 0` : 'FALSE'} AS p${place}`;
    });
    return `SELECT ${[`${nameSql(source)} AS name`, ...known].join(', ')} FROM ${rowsOf(source)} GROUP BY 1`;
  });
  const any = props.map((_, place) => `bool_or(p${place}) AS p${place}`);
  return `SELECT ${['name', ...any].join(', ')} FROM (${parts.join(' UNION ALL ')}) WHERE name IS NOT NULL GROUP BY name`;
}

/** Every `name` that the sources of events hold, of known customers or not. */
export function eventNamesSql(sources: EntityMap['events']): string {
  const named = sources.map((source) => `SELECT ${nameSql(source)} AS name FROM ${rowsOf(source)}`);
  return `SELECT DISTINCT name FROM (${named.join(' UNION ALL ')}) WHERE name IS NOT NULL`;
}

/** Which of the names the sources of events hold, as `name`. */
export function takenEventNamesSql(sources: EntityMap['events'], names: readonly string[]): string {
  return `SELECT name FROM (${eventNamesSql(sources)}) WHERE name IN (${names.map(literal).join(', ')}) ORDER BY name`;
}

type EventSource = EntityMap['events'][number];

function nameSql({ name }: EventSource): string {
  return 'column' in name ? `CAST(${identifier(name.column)} AS VARCHAR)` : literal(name.value);
}

function rowsOf({ table, where }: EventSource): string {
  return `${qualified('data', table)}${where === undefined ? '' : ` WHERE (${where})`}`;
}

/** `row, time, steps, excluded` of events that matter to a sequence, in the order of customers and times; `steps` has a bit per step. */
export function sequenceEventsSql(events: string, steps: readonly string[], exclude: string): string {
  const bits = steps.map((step, index) => `CASE WHEN ${step} THEN ${2 ** index} ELSE 0 END`);
  return `SELECT CAST(row AS UINTEGER) AS row, CAST(epoch_us(time) AS DOUBLE) AS time, CAST(${bits.join(' + ')} AS INTEGER) AS steps,
    coalesce(${exclude}, FALSE) AS excluded FROM tags.events AS events WHERE ${events} ORDER BY row, time`;
}

function propValue(prop: string, type: TagType): string {
  return type === 'date' ? `CAST(${identifier(prop)} AS DATE)` : identifier(prop);
}

/** Values of a property of the events `$1`, commonest first; `$2` is a part of the value ('' = any). */
export function propValuesSql(prop: string, type: TagType, limit: number): string {
  return `SELECT value, count(*) AS n FROM (SELECT ${propValue(prop, type)} AS value FROM tags.events WHERE name = $1)
    WHERE value IS NOT NULL AND ($2 = '' OR contains(lower(CAST(value AS VARCHAR)), lower($2))) GROUP BY value ORDER BY n DESC, value LIMIT ${limit}`;
}

/** One row: events `$1`, how many know the property, its different values and ends. */
export function propFactsSql(prop: string, type: TagType): string {
  const value = propValue(prop, type);
  return `SELECT count(*) AS n, count(${value}) AS known, count(DISTINCT ${value}) AS distinct, min(${value}) AS low, max(${value}) AS high
    FROM tags.events WHERE name = $1`;
}

/** The property of the events `$1` as numbers in `value`, days since 1970 where it is a day. */
export function propNumbersSql(prop: string, type: TagType): string {
  const value = type === 'date' ? `epoch(${propValue(prop, type)}) / 86400` : `CAST(${identifier(prop)} AS DOUBLE)`;
  return `(SELECT ${value} AS value FROM tags.events WHERE name = $1)`;
}
