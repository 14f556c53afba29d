import { type Cell, records } from '../../shared/kernel/table';
import type { CountBlock } from '../../shared/model/answers';
import type { GroupKind, Rule, RuleGroup } from '../../shared/model/rule';
import { isGroup } from '../../shared/model/rule';
import type { TagType } from '../../shared/model/tag';
import { compileRule } from '../../shared/sql/compileRule';
import { printForReading } from '../../shared/sql/print';
import { type Comparison, compare } from './contest';
import { type BenchWorkspace, CALL } from './workspace';

/** Counts of rules against the SQL that says the same. */
export async function compareRules(workspace: BenchWorkspace): Promise<Comparison[]> {
  const scope = await scopeOf(workspace);
  return [
    await warmCount(workspace, scope),
    await newLeaf(workspace, scope),
    await newPredicate(workspace),
    await tree(workspace, scope),
  ];
}

export type Scope = Parameters<typeof compileRule>[1];

export async function scopeOf({ kernel }: BenchWorkspace): Promise<Scope> {
  const types = new Map<string, TagType>((await kernel.handlers['tags.list']({}, CALL)).map(({ id, type }) => [id, type]));
  const { asOf } = await kernel.handlers['entities.get']({}, CALL);
  const unasked = () => {
    throw new Error('the contests ask of tags and events alone');
  };
  return {
    typeOf: (id) => types.get(id) ?? 'category',
    propType: (prop) => (prop === 'amount' ? 'number' : 'category'),
    segmentOf: unasked,
    listOf: unasked,
    asOf: asOf ?? '',
    queryTables: [],
    rowColumn: 'row',
    key: null,
  };
}

const category = (tag: string, ...digits: number[]): Rule => ({
  kind: 'tag',
  tag,
  op: 'in',
  values: digits.map((digit) => `v${digit}`),
});

export const between = (tag: string, low: number, high: number): Rule => ({
  kind: 'tag',
  tag,
  op: 'between',
  values: [low, high],
});

/** Twenty conditions in four groups under `all`: 39 counts of leaves and of the steps between. */
function twentyLeaves(): RuleGroup {
  const leaves = Array.from({ length: 10 }, (_, index) => [
    category(`c${index}`, 1, 2, 3, 4, 5, 6),
    index % 2 === 0 ? category(`c${index}`, 0, 7, 8, 9) : between('age', index, 50 + index),
  ]).flat();
  const group = (kind: GroupKind, from: number): Rule => ({ kind, rules: leaves.slice(from, from + 5) });
  return { kind: 'all', rules: [group('any', 0), group('all', 5), group('none', 10), group('any', 15)] };
}

async function warmCount(workspace: BenchWorkspace, scope: Scope): Promise<Comparison> {
  const rule = twentyLeaves();
  const sql = countsSql([rule], scope);
  return await compare({
    work: 'count of a 20-leaf rule, warm, with all its blocks / the root alone in SQL',
    reach: { atLeast: 5 },
    product: () => workspace.kernel.handlers['rules.count']({ rule }, CALL),
    other: () => workspace.connection.query(sql),
  });
}

/** A condition that was never asked before, on a column that was. */
async function newLeaf({ kernel, connection }: BenchWorkspace, scope: Scope): Promise<Comparison> {
  const rule = (run: number) => between('balance', run * 1000, 250_000 + run * 1000);
  return await compare({
    work: 'count of a new condition on a known column / SQL',
    reach: { atLeast: 5 },
    product: (run) => kernel.handlers['rules.count']({ rule: rule(run) }, CALL),
    other: (run) => connection.query(countsSql([rule(run)], scope)),
  });
}

/** A condition typed as SQL comes out of the database as a bitset. */
async function newPredicate({ kernel, connection }: BenchWorkspace): Promise<Comparison> {
  const predicate = (run: number) => `visits + age > ${600_000 + run}`;
  return await compare({
    work: 'count of a new condition typed as SQL / SQL',
    reach: { atMost: 3 },
    product: (run) => kernel.handlers['rules.count']({ rule: { kind: 'sql', predicate: predicate(run) } }, CALL),
    other: (run) => connection.query(`SELECT count(*) AS n FROM tags.customers WHERE ${predicate(run)}`),
  });
}

async function tree({ kernel, connection }: BenchWorkspace, scope: Scope): Promise<Comparison> {
  const rule = twentyLeaves();
  const nodes = [...nodesOf(rule, '')];
  const sql = countsSql(
    nodes.flatMap(({ alone, cumulative }) => [alone, cumulative]),
    scope,
  );
  const { blocks } = await kernel.handlers['rules.count']({ rule }, CALL);
  agree(blocks, nodes, Object.values(records(await connection.query(sql))[0] ?? {}));
  return await compare({
    work: 'every count of a 20-leaf rule, warm / all nodes in one SQL statement',
    reach: { atLeast: 300, within: 16 },
    product: () => kernel.handlers['rules.count']({ rule }, CALL),
    other: () => connection.query(sql),
  });
}

interface Node {
  readonly path: string;
  readonly alone: Rule;
  readonly cumulative: Rule;
}

/** The rule of every block by itself, and that of its group up to it. */
function* nodesOf(rule: Rule, path: string, cumulative = rule): Generator<Node> {
  yield { path, alone: rule, cumulative };
  if (!isGroup(rule)) return;
  for (const [index, child] of rule.rules.entries()) {
    const upTo = { kind: rule.kind, rules: rule.rules.slice(0, index + 1) };
    yield* nodesOf(child, path === '' ? `${index}` : `${path}.${index}`, upTo);
  }
}

/** Two ways that differ are not the same work. */
function agree(blocks: readonly CountBlock[], nodes: readonly Node[], counts: readonly Cell[]): void {
  const ours = nodes.flatMap(({ path }) => {
    const block = blocks.find((candidate) => candidate.path === path);
    return [block?.alone, block?.cumulative];
  });
  if (ours.join() !== counts.join()) throw new Error(`the counts differ: ${ours.join()} here, ${counts.join()} in SQL`);
}

export function countsSql(rules: readonly Rule[], scope: Scope): string {
  const [only, ...others] = rules.map((rule) => printForReading(compileRule(rule, scope)));
  if (others.length === 0) return `SELECT count(*) AS n FROM tags.customers WHERE ${only}`;
  const counts = [only, ...others].map((where, index) => `count(*) FILTER (WHERE ${where}) AS n${index}`);
  return `SELECT ${counts.join(', ')} FROM tags.customers`;
}
