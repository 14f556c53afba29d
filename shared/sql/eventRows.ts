import type { Aggregate, EventRows, Expression } from './expression';

type TopValue = Extract<Aggregate, { kind: 'topValue' }>;
type Part = (expression: Expression) => string;

/** `row, value` of every customer with events that the filter lets through. */
export function measureRows({ rows, aggregate }: { rows: EventRows; aggregate: Aggregate }, part: Part): string {
  const from = fromEvents(rows, part);
  const where = conditions(rows.filter, part);
  if (aggregate.kind === 'topValue') return topValues(aggregate, from, where, part);
  return `SELECT events.row AS row, ${aggregateSql(aggregate, part)} AS value${LINE}${from}${LINE}WHERE ${where}${LINE}GROUP BY events.row`;
}

/** The rows stand this far in where a rule is written to be read. */
const LINE = '\n      ';

/** What must all be true, each on a line. */
function conditions(filter: Expression, part: Part): string {
  return filter.kind === 'and' ? filter.parts.map(part).join(`${LINE}  AND `) : part(filter);
}

function topValues(aggregate: TopValue, from: string, where: string, part: Part): string {
  const value = `CAST(${part(aggregate.of)} AS VARCHAR)`;
  const valued = `SELECT events.row AS row, ${value} AS value, count(*) AS n${LINE}${from}${LINE}WHERE ${where}${LINE}  AND ${value} IS NOT NULL`;
  return `SELECT row, first(value ORDER BY n DESC, value) AS value${LINE}FROM (${LINE}${valued}${LINE}GROUP BY ALL)${LINE}GROUP BY row`;
}

function fromEvents({ readsCustomer, rowColumn }: EventRows, part: Part): string {
  const row = part({ kind: 'column', name: rowColumn, of: 'customers' });
  return `FROM tags.events AS events${readsCustomer ? `${LINE}JOIN tags.customers AS customers ON ${row} = events.row` : ''}`;
}

/** A sum is taken with compensation and rounded to millionths, so that 0.1 ten times is 1 in whatever order it is added. */
function aggregateSql(aggregate: Exclude<Aggregate, TopValue>, part: Part): string {
  switch (aggregate.kind) {
    case 'count':
      return 'count(*)';
    case 'sum':
      return `coalesce(round(fsum(${part(aggregate.of)}), 6), 0)`;
    case 'avg':
      return `favg(${part(aggregate.of)})`;
    case 'distinct':
      return `count(DISTINCT ${part(aggregate.of)})`;
    case 'min':
    case 'max':
      return `${aggregate.kind}(${part(aggregate.of)})`;
    case 'daysSinceFirst':
      return `${part(aggregate.asOf)} - CAST(min(events.time) AS DATE)`;
    case 'daysSinceLast':
      return `${part(aggregate.asOf)} - CAST(max(events.time) AS DATE)`;
  }
}

/** The rows of the customers who did the steps in order: one relation of the events that matter, joined to itself per step. */
export function sequenceRows(
  { events, steps, exclude, within, range }: Extract<Expression, { kind: 'sequence' }>,
  part: Part,
): string {
  const flags = [...steps, { kind: 'or', parts: exclude } as const].map((filter, index) => {
    return `coalesce(${part(filter)}, FALSE) AS ${index === steps.length ? 'excluded' : `step${index}`}`;
  });
  const columns = ['row', 'time', 'source', 'source_row', ...flags].join(`,${LINE}  `);
  const matter = `${LINE}SELECT ${columns}${LINE}FROM tags.events AS events${LINE}WHERE ${conditions(events, part)}`;
  const last = steps.length - 1;
  const joins = steps.slice(1).map((_, before) => {
    const index = before + 1;
    const others = steps
      .slice(0, index)
      .map((_, other) => `NOT (e${index}.source = e${other}.source AND e${index}.source_row = e${other}.source_row)`);
    return `JOIN matter AS e${index} ON e${index}.row = e0.row AND e${index}.step${index} AND e${index}.time >= e${before}.time AND ${others.join(' AND ')}`;
  });
  const between = `SELECT 1 FROM matter AS x WHERE x.row = e0.row AND x.excluded AND x.time > e0.time AND x.time < e${last}.time`;
  const inTime = `e${last}.time <= e0.time + INTERVAL ${within.n} ${within.unit.toUpperCase()}`;
  const inRange = range ? [`e0.time >= ${part(range.from)}`, `e0.time < (${part(range.to)} + INTERVAL 1 DAY)`] : [];
  const where = ['e0.step0', inTime, ...inRange, ...(exclude.length === 0 ? [] : [`NOT EXISTS (${between})`])].join(
    `${LINE}  AND `,
  );
  return [
    `WITH matter AS (${matter}${LINE.slice(0, -2)})`,
    'SELECT e0.row',
    'FROM matter AS e0',
    ...joins,
    `WHERE ${where}`,
  ].join(LINE.slice(0, -2));
}
