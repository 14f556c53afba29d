import type { RfmSource } from '../model/tagSource';
import { identifier, literal } from './quote';

/** The events that count, and what of them. */
export interface RfmEvents {
  /** A condition over `tags.events AS events`, which leaves out those after the as-of day. */
  readonly filter: string;
  /** The property that is summed. */
  readonly prop: string;
  readonly asOf: string;
}

/**
 * `row, recency, frequency, monetary` of every customer with events that count: days since the last, different days, and the sum,
 * rounded to millionths so that equal sums are equal in whatever order they are added.
 */
function measuresSql({ filter, prop, asOf }: RfmEvents): string {
  const day = `CAST(${literal(asOf)} AS DATE)`;
  return `SELECT events.row AS row, ${day} - CAST(max(events.time) AS DATE) AS recency,
    count(DISTINCT CAST(events.time AS DATE)) AS frequency, coalesce(round(fsum(events.${identifier(prop)}), 6), 0) AS monetary
    FROM tags.events AS events WHERE ${filter} GROUP BY events.row`;
}

const DIMENSIONS = [
  { name: 'recency', worst: 'DESC', edge: 'max' },
  { name: 'frequency', worst: 'ASC', edge: 'min' },
  { name: 'monetary', worst: 'ASC', edge: 'min' },
] as const;

/**
 * Quintiles by average rank: score = ceil(5 (rank - 0.5) / n), rank 1 = worst, so that equal values share a score. In one row
 * the worst value that reaches each score, `recency2 … monetary5` (null where none does), and the mean scores `recencyMean …`.
 */
export function rfmCutsSql(events: RfmEvents): string {
  const scores = DIMENSIONS.map(({ name, worst }) => {
    const twice = `2 * rank() OVER (ORDER BY ${name} ${worst}) + count(*) OVER (PARTITION BY ${name}) - 2`;
    return `${name}, (5 * (${twice}) + 2 * count(*) OVER () - 1) // (2 * count(*) OVER ()) AS ${name}_score`;
  });
  const cuts = DIMENSIONS.flatMap(({ name, edge }) => [
    ...[2, 3, 4, 5].map(
      (score) => `CAST(${edge}(${name}) FILTER (WHERE ${name}_score >= ${score}) AS DOUBLE) AS ${name}${score}`,
    ),
    `avg(${name}_score) AS ${name}Mean`,
  ]);
  return `SELECT ${cuts.join(', ')} FROM (SELECT ${scores.join(', ')} FROM (${measuresSql(events)}))`;
}

/** `row, value` of every customer with events that count, by the cuts of the definition. */
export function rfmRowsSql(events: RfmEvents, { cuts, means, output }: RfmSource): string {
  const scores = DIMENSIONS.map(({ name }) => {
    const reached = cuts[name].flatMap((cut) =>
      cut === null ? [] : [`CAST(${name} ${name === 'recency' ? '<=' : '>='} ${literal(cut)} AS INTEGER)`],
    );
    return `${['1', ...reached].join(' + ')} AS ${name}`;
  });
  const sign = (name: (typeof DIMENSIONS)[number]['name'], letter: string) =>
    `'${letter}' || CASE WHEN ${name} > ${literal(means[name])} THEN '+' ELSE '-' END`;
  const values = {
    segment: `${sign('recency', 'R')} || ${sign('frequency', 'F')} || ${sign('monetary', 'M')}`,
    score: '100 * recency + 10 * frequency + monetary',
    recency: 'recency',
    frequency: 'frequency',
    monetary: 'monetary',
  };
  return `SELECT row, ${values[output]} AS value FROM (SELECT row, ${scores.join(', ')} FROM (${measuresSql(events)}))`;
}
