import type { FunnelSpec } from '../../shared/model/funnel';
import { funnelSpecSchema } from '../../shared/model/funnel';
import type { Figure } from './bits';
import { cancels } from './cancels';
import { type Comparison, compare } from './contest';
import { type BenchWorkspace, CALL, READ_EVENTS_SQL } from './workspace';

const STEPS = ['visit', 'view', 'apply', 'buy', 'redeem'];
const DAYS = 30;
/** SQL takes minutes over 100 million events. */
const RUNS = 1;

/** A funnel of five steps against the best exact SQL, and against the mere reading of the three columns that it is about. */
export async function compareFunnels(workspace: BenchWorkspace): Promise<Comparison[]> {
  const { kernel, connection } = workspace;
  const product = (run: number) => kernel.handlers['funnels.compute']({ spec: fiveSteps(run) }, CALL);
  const answer = await product(-1);
  const [sql] = (await connection.query(chainSql(-1))).columns.map(({ values }) => values);
  const counts = answer.steps.map(({ count }) => count);
  if (String(sql?.[0]) !== counts.join(' ')) throw new Error(`a funnel: ${counts.join(' ')} here, ${String(sql?.[0])} in SQL`);
  return [
    await compare({
      work: 'funnel of 5 steps, events sorted before / a chain of ASOF joins',
      reach: { atLeast: 10 },
      product,
      other: (run) => connection.query(chainSql(run)),
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

function fiveSteps(run: number): FunnelSpec {
  return funnelSpecSchema.parse({ steps: STEPS.map((event) => ({ event })), within: { n: DAYS + run, unit: 'day' } });
}

/** For every first event the earliest next one, and so on; how many customers get to each step in time, as one text. */
function chainSql(run: number): string {
  const within = `INTERVAL ${DAYS + run} DAY`;
  const chain = STEPS.slice(1).map((name, before) => {
    const step = before + 2;
    const events = `(SELECT row, time FROM tags.events WHERE name = '${name}')`;
    return `s${step} AS (SELECT s.*, e.time AS t${step} FROM s${step - 1} AS s ASOF LEFT JOIN ${events} AS e
      ON e.row = s.row AND s.t${step - 1} <= e.time)`;
  });
  const reached = STEPS.map((_, index) => {
    const inTime = STEPS.slice(0, index + 1).map((__, step) => `t${step + 1} <= t1 + ${within}`);
    return `count(DISTINCT row) FILTER (${inTime.join(' AND ')})`;
  });
  return `WITH s1 AS (SELECT row, time AS t1 FROM tags.events WHERE name = '${STEPS[0]}'), ${chain.join(', ')}
    SELECT concat_ws(' ', ${reached.join(', ')}) AS counts FROM s${STEPS.length}`;
}

/** How long a wish to stop takes while a funnel is looked for. */
export async function cancelFunnels({ kernel }: BenchWorkspace): Promise<Figure[]> {
  return await cancels('a funnel', [20, 100, 400], (call, after) =>
    kernel.handlers['funnels.compute']({ spec: fiveSteps(after) }, call),
  );
}
