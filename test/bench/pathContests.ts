import type { KernelMethods } from '../../shared/rpc/contract';
import { kernelMethods } from '../../shared/rpc/contract';
import type { Input } from '../../shared/rpc/method';
import { type Comparison, compare } from './contest';
import { type BenchWorkspace, CALL } from './workspace';

/** Paths against window functions that count the same. */
export async function comparePaths(workspace: BenchWorkspace): Promise<Comparison[]> {
  return [
    await contest(workspace, 'which three events follow each other', { depth: 2, count: 'attempts' }, THREE_SQL),
    await contest(workspace, 'the first five events of everybody', { depth: 4, count: 'customers' }, FIRST_FIVE_SQL),
  ];
}

const ORDERED = 'PARTITION BY row ORDER BY time, source, source_row';
const THREE_SQL = `SELECT name, two, three, count(*) AS n FROM (SELECT name, lead(name) OVER w AS two, lead(name, 2) OVER w AS three
  FROM tags.events WHERE name IS NOT NULL WINDOW w AS (${ORDERED})) GROUP BY ALL`;
const FIRST_FIVE_SQL = `SELECT path, count(*) AS n FROM (SELECT row, list(name ORDER BY place) AS path FROM (
    SELECT row, name, row_number() OVER (${ORDERED}) AS place FROM tags.events WHERE name IS NOT NULL)
  WHERE place <= 5 GROUP BY row) GROUP BY path`;

type Spec = Input<KernelMethods, 'paths.compute'>['spec'];

async function contest(
  { kernel, connection }: BenchWorkspace,
  what: string,
  more: Pick<Spec, 'depth' | 'count'>,
  sql: string,
): Promise<Comparison> {
  const args = kernelMethods['paths.compute'].args.parse({ spec: { range: { from: '1900-01-01', to: '2999-12-31' }, ...more } });
  const { distinctSequences } = await kernel.handlers['paths.compute'](args, CALL);
  const inSql = (await connection.query(sql)).rowCount;
  if (distinctSequences !== inSql) throw new Error(`${what}: ${distinctSequences} different paths here, ${inSql} in SQL`);
  return await compare({
    work: `${what} / window functions`,
    reach: { atLeast: 10 },
    product: () => kernel.handlers['paths.compute'](args, CALL),
    other: () => connection.query(sql),
  });
}
