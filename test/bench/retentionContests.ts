import { type RetentionAnswer, retentionSpecSchema } from '../../shared/model/retention';
import type { Figure } from './bits';
import { cancels } from './cancels';
import { type Comparison, compare } from './contest';
import { AS_OF, type BenchWorkspace, CALL, FIRST_DAY, READ_EVENTS_SQL } from './workspace';

/** Of the first event to the as-of day: as many cohorts, and as many periods of the first one. */
const WEEKS = 105;
/** SQL takes minutes over 100 million events. */
const RUNS = 1;

const SPEC = retentionSpecSchema.parse({
  start: 'first',
  return: 'any',
  unit: 'week',
  range: { from: FIRST_DAY, to: AS_OF },
});

/** Weekly retention against the best exact SQL, and against the mere reading of the three columns that it is about. */
export async function compareRetention({ kernel, connection }: BenchWorkspace): Promise<Comparison[]> {
  const product = () => kernel.handlers['retention.compute']({ spec: SPEC }, CALL);
  const [sql] = (await connection.query(WEEKS_AS_BITS_SQL)).columns.map(({ values }) => values);
  const [here, there] = [countsOf(await product()), String(sql?.[0])];
  if (here !== there) throw new Error(`retention by week: ${here} here, ${there} in SQL`);
  return [
    await compare({
      work: `retention of ${WEEKS} weeks, events sorted before / one aggregate with the weeks of a customer as bits`,
      reach: { atLeast: 10 },
      product,
      other: () => connection.query(WEEKS_AS_BITS_SQL),
      runs: RUNS,
    }),
    await compare({
      work: 'the same / reading customer, time and name of every event',
      reach: { atMost: 1.5 },
      product,
      other: () => connection.query(READ_EVENTS_SQL),
    }),
  ];
}

/** By cohort its size and who came back in each week, as one text. */
function countsOf({ cohorts }: RetentionAnswer): string {
  const rows = cohorts.map(({ size, cells }) => {
    const counts = Array.from({ length: WEEKS }, (_, week) => cells[week]?.count ?? 0);
    return [size, ...counts].join(' ');
  });
  return rows.join(', ');
}

/** Weeks begin on Mondays, and the first day is one; 105 bits fit into a whole number of 128. */
const WEEKS_AS_BITS_SQL = `
  WITH weeks AS (SELECT row, CAST(date_diff('day', DATE '${FIRST_DAY}', CAST(time AS DATE)) // 7 AS INTEGER) AS week FROM tags.events),
  customers AS (SELECT min(week) AS first, bit_or(1::HUGEINT << week) AS done FROM weeks GROUP BY row),
  returns AS (SELECT first, done >> first AS since FROM customers),
  cohorts AS (SELECT first, concat_ws(' ', count(*), ${sumsOfWeeks()}) AS counts FROM returns GROUP BY first)
  SELECT string_agg(counts, ', ' ORDER BY first) AS counts FROM cohorts`;

function sumsOfWeeks(): string {
  return Array.from({ length: WEEKS }, (_, week) => `sum(CAST((since >> ${week}) & 1 AS INTEGER))`).join(', ');
}

/** How long a wish to stop takes while retention is counted. */
export async function cancelRetention({ kernel }: BenchWorkspace): Promise<Figure[]> {
  return await cancels('retention by week', [5, 20, 100], (call) => kernel.handlers['retention.compute']({ spec: SPEC }, call));
}
