import type { Rule } from '../../shared/model/rule';
import { EVENT_KINDS_SQL } from '../../shared/sql/eventsSql';
import type { Figure } from './bits';
import { cancels } from './cancels';
import { type Comparison, compare, compareOnce } from './contest';
import { countsSql, type Scope, scopeOf } from './ruleContests';
import { type BenchWorkspace, CALL } from './workspace';

/** Conditions on events against the SQL that says the same; the first asks for the events to be sorted. */
export async function compareEvents(workspace: BenchWorkspace): Promise<Comparison[]> {
  const scope = await scopeOf(workspace);
  return [
    await sorted(workspace),
    await newLeaf(workspace, scope, 'a new condition on how often', (run) => often(run)),
    await newLeaf(workspace, scope, 'a new condition on the sum of a property, for some products', (run) => spent(run)),
    await newLeaf(workspace, scope, 'a new condition on the days since the last', (run) => recent(run)),
    await newLeaf(workspace, scope, 'a new sequence of three steps, one excluded between', (run) => sequence(run)),
    await kinds(workspace),
  ];
}

type EventRule = Extract<Rule, { kind: 'event' }>;

const EVENT: Omit<EventRule, 'op' | 'values'> = { kind: 'event', event: 'buy', where: [], measure: 'count' };

/** Bought at least twice in some days. */
export function often(run: number): Rule {
  return { ...EVENT, window: { last: { n: 90 + run, unit: 'day' } }, op: 'gte', values: [2] };
}

function spent(run: number): Rule {
  const where: EventRule['where'] = [{ prop: 'product', op: 'in', values: ['p1', 'p2', 'p3'] }];
  return {
    ...EVENT,
    where,
    measure: 'sum',
    prop: 'amount',
    window: { last: { n: 180 + run, unit: 'day' } },
    op: 'gt',
    values: [5000],
  };
}

function recent(run: number): Rule {
  return {
    ...EVENT,
    event: 'visit',
    measure: 'daysSinceLast',
    window: { last: { n: 300 + run, unit: 'day' } },
    op: 'lt',
    values: [30],
  };
}

function sequence(run: number): Rule {
  const step = (event: string) => ({ event, where: [] });
  const within = { n: 30 + run, unit: 'day' as const };
  return { kind: 'sequence', steps: [step('view'), step('apply'), step('buy')], within, exclude: [step('redeem')] };
}

async function sorted({ kernel, connection }: BenchWorkspace): Promise<Comparison> {
  return await compareOnce({
    work: 'events sorted, once per data version, with a first count / the same rows sorted into a table',
    reach: { atMost: 1 },
    product: () => kernel.handlers['rules.count']({ rule: often(1000) }, CALL),
    other: () =>
      connection.exec('CREATE OR REPLACE TEMP TABLE sorted AS SELECT row, time, name FROM tags.events ORDER BY row, time'),
    cleanUp: () => connection.exec('DROP TABLE temp.sorted'),
  });
}

async function newLeaf(
  { kernel, connection }: BenchWorkspace,
  scope: Scope,
  what: string,
  rule: (run: number) => Rule,
): Promise<Comparison> {
  const sql = (run: number) => countsSql([rule(run)], scope);
  const { count } = await kernel.handlers['rules.count']({ rule: rule(-1) }, CALL);
  const inSql = Number((await connection.query(sql(-1))).columns[0]?.values[0]);
  if (count !== inSql) throw new Error(`${what}: ${count} here, ${inSql} in SQL`);
  return await compare({
    work: `${what} of events / SQL`,
    reach: { atLeast: 5 },
    product: (run) => kernel.handlers['rules.count']({ rule: rule(run) }, CALL),
    other: (run) => connection.query(sql(run)),
  });
}

async function kinds({ kernel, connection }: BenchWorkspace): Promise<Comparison> {
  return await compareOnce({
    work: 'the names of events with their counts, first time / SQL',
    reach: { atLeast: 1 },
    product: () => kernel.handlers['events.list']({}, CALL),
    other: () => connection.query(EVENT_KINDS_SQL),
  });
}

/** While the events are not sorted yet. */
export async function cancelSorting(workspace: BenchWorkspace): Promise<Figure[]> {
  return await cancelRules(workspace, 'sorting the events', [100, 2000, 10_000]);
}

export async function cancelCounting(workspace: BenchWorkspace): Promise<Figure[]> {
  return await cancelRules(workspace, 'counting a condition on events', [5, 100, 400]);
}

async function cancelRules({ kernel }: BenchWorkspace, what: string, moments: readonly number[]): Promise<Figure[]> {
  return await cancels(what, moments, (call, after) => kernel.handlers['rules.count']({ rule: spent(10_000 + after) }, call));
}
