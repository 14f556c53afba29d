import { identifier, literal } from './quote';
import { balanceRowsSql, type EntitySource } from './sourcesSql';

/** The events of one customer as the connection's own table: the stream is gone through once, whatever is then asked of it. */
export function createTimelineSql(row: number): string {
  return `CREATE OR REPLACE TEMP TABLE timeline AS SELECT * FROM tags.events WHERE row = ${row}`;
}

export const DROP_TIMELINE_SQL = 'DROP TABLE IF EXISTS temp.timeline';

/** Which events are asked for: days with both ends in, names. */
export interface TimelineSpan {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly events: readonly string[] | undefined;
}

function inSpan({ from, to, events }: TimelineSpan): string {
  const named = events && (events.length === 0 ? 'FALSE' : `name IN (${events.map(literal).join(', ')})`);
  const parts = [...inDays({ from, to }), ...(named ? [named] : [])];
  return parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`;
}

function inDays({ from, to }: Pick<TimelineSpan, 'from' | 'to'>): string[] {
  return [
    ...(from === undefined ? [] : [`time >= CAST(${literal(from)} AS TIMESTAMP)`]),
    ...(to === undefined ? [] : [`time < CAST(${literal(to)} AS TIMESTAMP) + INTERVAL 1 DAY`]),
  ];
}

/** `time, name` and the properties `p0, p1, …`, newest first; `found` says how many there are. */
export function timelineEventsSql(props: readonly string[], span: TimelineSpan, limit: number): string {
  const cells = ['time', 'name', ...props.map((prop, index) => `${identifier(prop)} AS p${index}`), 'count(*) OVER () AS found'];
  return `SELECT ${cells.join(', ')} FROM temp.timeline${inSpan(span)} ORDER BY time DESC, source, source_row DESC LIMIT ${limit}`;
}

export const TIMELINE_KINDS_SQL =
  'SELECT name AS event, count(*) AS n FROM temp.timeline WHERE name IS NOT NULL GROUP BY name ORDER BY n DESC, name';

/** `month, event, n, sum` in the order of months. Sums are compensated, so they do not depend on the order of adding. */
export function timelineMonthsSql(sum: string | null, span: TimelineSpan): string {
  const total = sum === null ? 'CAST(NULL AS DOUBLE)' : `round(fsum(CAST(${identifier(sum)} AS DOUBLE)), 6)`;
  return `SELECT strftime(time, '%Y-%m') AS month, coalesce(name, '') AS event, count(*) AS n, ${total} AS sum
    FROM temp.timeline${inSpan(span)} GROUP BY ALL ORDER BY month, n DESC, event`;
}

/** `time, campaign, variant, channel` of one customer, newest first, those without a time last. */
export function contactsSql(row: number, { from, to }: Pick<TimelineSpan, 'from' | 'to'>, limit: number): string {
  const days = inDays({ from, to });
  const within = days.length === 0 ? '' : ` AND (time IS NULL OR ${days.join(' AND ')})`;
  return `SELECT time, campaign, variant, channel FROM tags.exposures WHERE row = ${row}${within}
    ORDER BY time DESC NULLS LAST, source, source_row DESC LIMIT ${limit}`;
}

/** `day` and the properties `p0, p1, …` of one customer's balances, oldest first; the last `limit` days. */
export function holdingsSql(source: EntitySource, props: readonly string[], row: number, limit: number): string {
  const cells = props.map((_, index) => `CAST(p${index} AS DOUBLE) AS p${index}`);
  return `SELECT * FROM (SELECT CAST(CAST(t AS DATE) AS VARCHAR) AS day, ${cells.join(', ')} FROM (${balanceRowsSql(source, props)})
    WHERE row = ${row} AND t IS NOT NULL ORDER BY t DESC LIMIT ${limit}) ORDER BY day`;
}
