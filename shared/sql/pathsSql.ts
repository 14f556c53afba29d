import { dayAfter } from '../model/calendar';
import type { PathPlace, PathSpec } from '../model/path';
import type { Expression } from './expression';
import { printForReading } from './print';
import { identifier, literal } from './quote';

/** A mark of paths as a query asks for it. */
export interface PathQuery {
  readonly spec: PathSpec;
  /** What an event that a path starts at meets; null where any is a start. */
  readonly start: Expression | null;
  /** Microseconds; null where there is no such limit. */
  readonly within: number | null;
  readonly gap: number | null;
  readonly depth: number;
  readonly at: readonly PathPlace[];
  readonly next: readonly PathPlace[] | 'ended' | null;
  /** Columns of `tags.customers`. */
  readonly key: string;
  readonly rowColumn: string;
}

/** The keys of the customers with such a path, as a query that a rule may hold; what the paths are: see `pathSpecSchema`. */
export function pathMembersSql(query: PathQuery): string {
  const { spec, depth, at, key, rowColumn } = query;
  const first = spec.count === 'customers' ? ' QUALIFY row_number() OVER (PARTITION BY row ORDER BY run) = 1' : '';
  return [
    `WITH moments AS (${momentsSql(query)}),`,
    `neighbours AS (${neighboursSql()}),`,
    `joints AS (${jointsSql(query)}),`,
    `runs AS (${runsSql()}),`,
    `path_steps AS (${stepsSql(spec)}),`,
    `path_starts AS (SELECT row, session, run, started FROM path_steps WHERE started IS NOT NULL${first})`,
    `SELECT customers.${identifier(key)} FROM tags.customers AS customers WHERE customers.${identifier(rowColumn)} IN (`,
    `SELECT path_starts.row FROM path_starts JOIN path_steps AS node ON ${reaches(query, 'node', depth)} AND ${isOneOf('node', at)}`,
    `${followingSql(query)})`,
  ].join('\n');
}

function followingSql(query: PathQuery): string {
  const { next, depth } = query;
  if (next === null) return '';
  const reached = `path_steps AS following ON ${reaches(query, 'following', depth + 1)}`;
  return next === 'ended' ? ` ANTI JOIN ${reached}` : ` JOIN ${reached} AND ${isOneOf('following', next)}`;
}

/** The events that may be steps, numbered along the path. */
function momentsSql({ spec, start }: PathQuery): string {
  const order = spec.to ? ' DESC' : '';
  const along = ['time', 'source', 'source_row'].map((column) => `events.${column}${order}`);
  const days = [
    `events.time >= CAST(${literal(spec.range.from)} AS DATE)`,
    `events.time < CAST(${literal(dayAfter(spec.range.to, { n: 1, unit: 'day' }))} AS DATE)`,
  ];
  const hidden = spec.hide.length === 0 ? [] : [`events.name NOT IN (${spec.hide.map(literal).join(', ')})`];
  return `SELECT events.row AS row, events.time AS time, ${labelSql(spec)} AS label,
  ${start === null ? 'TRUE' : `coalesce(${printForReading(start)}, FALSE)`} AS is_start,
  row_number() OVER (PARTITION BY events.row ORDER BY ${along.join(', ')}) AS place
  FROM tags.events AS events WHERE ${['events.name IS NOT NULL', ...days, ...hidden].join(' AND ')}`;
}

/** The letter in front tells an event from a group of its name. */
function labelSql({ groups }: PathSpec): string {
  const cases = groups.map(({ name, events }) => {
    return `WHEN events.name IN (${events.map(literal).join(', ')}) THEN ${literal(label({ kind: 'group', name }))}`;
  });
  const event = `${literal(label({ kind: 'event', name: '' }))} || events.name`;
  return cases.length === 0 ? event : `CASE ${cases.join(' ')} ELSE ${event} END`;
}

function label({ kind, name }: PathPlace): string {
  return `${kind === 'group' ? 'g' : 'e'}:${name}`;
}

function neighboursSql(): string {
  const before = (column: string) => `lag(${column}) OVER (PARTITION BY row ORDER BY place) AS ${column}_before`;
  return `SELECT row, time, label, is_start, place, ${before('time')}, ${before('label')} FROM moments`;
}

/** Whether a session begins with the event, and whether a step does. */
function jointsSql({ spec, gap }: PathQuery): string {
  const broken = gap === null ? 'FALSE' : `coalesce(abs(epoch_us(time) - epoch_us(time_before)) > ${gap}, FALSE)`;
  const repeats = spec.collapseRepeats ? `coalesce(label = label_before, FALSE) AND NOT ${broken}` : 'FALSE';
  return `SELECT row, time, label, is_start, place, ${broken} AS broken, ${repeats} AS repeats FROM neighbours`;
}

function runsSql(): string {
  const total = (condition: string) => `sum(CASE WHEN ${condition} THEN 1 ELSE 0 END) OVER (PARTITION BY row ORDER BY place)`;
  return `SELECT row, time, label, is_start, ${total('broken')} AS session, ${total('NOT repeats')} AS run FROM joints`;
}

/** Of several events that are one step, the first along the path counts. */
function stepsSql({ to }: PathSpec): string {
  const first = to ? 'max' : 'min';
  return `SELECT row, session, run, any_value(label) AS label, ${first}(time) AS time,
  ${first}(CASE WHEN is_start THEN time END) AS started FROM runs GROUP BY row, session, run`;
}

function reaches({ within }: PathQuery, step: string, depth: number): string {
  const same = `${step}.row = path_starts.row AND ${step}.session = path_starts.session AND ${step}.run = path_starts.run + ${depth}`;
  if (within === null || depth === 0) return same;
  return `${same} AND abs(epoch_us(${step}.time) - epoch_us(path_starts.started)) <= ${within}`;
}

function isOneOf(step: string, places: readonly PathPlace[]): string {
  if (places.length === 0) return 'FALSE';
  return `${step}.label IN (${places.map((place) => literal(label(place))).join(', ')})`;
}
