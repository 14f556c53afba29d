import { records } from '../../shared/kernel/table';
import type { ExperimentAnswer } from '../../shared/model/experiment';
import { experimentSpecSchema } from '../../shared/model/experiment';
import type { Figure } from './bits';
import { cancels } from './cancels';
import { type Comparison, compare } from './contest';
import { type BenchWorkspace, CALL } from './workspace';

/** Five arms, six metrics, a covariate and a breakdown by ten levels. */
const SPEC = experimentSpecSchema.parse({
  tag: 'arm',
  control: 'a0',
  metrics: [
    { kind: 'conversion', label: 'took', of: { tag: 'took' } },
    { kind: 'conversion', label: 'stayed', of: { tag: 'stayed' } },
    { kind: 'mean', label: 'balance', of: { tag: 'balance' } },
    { kind: 'mean', label: 'visits', of: { tag: 'visits' } },
    { kind: 'mean', label: 'age', of: { tag: 'age' } },
    { kind: 'ratio', label: 'balance per visit', of: { tag: 'balance' }, per: { tag: 'visits' } },
  ],
  covariate: 'income',
  by: 'c1',
});

/** An experiment with all of its tests and intervals, against one statement with nothing but the sums that they are made of. */
export async function compareExperiments(workspace: BenchWorkspace): Promise<Comparison[]> {
  hold(await product(workspace), records(await workspace.connection.query(SUMS_SQL)));
  return [
    await compare({
      work: 'experiment: 5 arms x 6 metrics x 10 levels, CUPED / the sums alone in SQL',
      reach: { atMost: 3 },
      product: () => product(workspace),
      other: () => workspace.connection.query(SUMS_SQL),
    }),
  ];
}

function product({ kernel }: BenchWorkspace): Promise<ExperimentAnswer> {
  return kernel.handlers['experiments.compute']({ spec: SPEC }, CALL);
}

const MEASURES = ['took::INTEGER', 'stayed::INTEGER', 'balance', 'visits', 'age'];

const SUMS_SQL = `SELECT arm, c1, count(*) AS n, ${MEASURES.map((of, at) => {
  return `count(${of}) AS n${at}, sum(${of}) AS sum${at}, sum((${of})::DOUBLE * (${of})) AS squares${at}, sum((${of})::DOUBLE * income) AS products${at}`;
}).join(
  ', ',
)}, sum(balance * visits) AS both, sum(income) AS income, sum(income * income) AS incomes FROM tags.customers GROUP BY ALL`;

/** Both must have counted the same. */
function hold({ rows }: ExperimentAnswer, sums: readonly Record<string, unknown>[]): void {
  const found = rows.find(({ metric, variant, level }) => metric === 'balance' && variant === 'a1' && level?.value === 'v3');
  const sum = sums.find(({ arm, c1 }) => arm === 'a1' && c1 === 'v3');
  if (
    !found ||
    !sum ||
    found.n !== Number(sum.n2) ||
    Math.abs(Number(found.value) / (Number(sum.sum2) / Number(sum.n2)) - 1) > 1e-9
  )
    throw new Error(`an experiment: ${JSON.stringify(found)} here, ${JSON.stringify(sum)} in SQL`);
}

/** How long a wish to stop takes. */
export async function cancelExperiment({ kernel }: BenchWorkspace): Promise<Figure[]> {
  return await cancels('an experiment', [100], (call) => kernel.handlers['experiments.compute']({ spec: SPEC }, call));
}
