import type { ColumnType } from '../model/import';
import { committed } from './customerRowsSql';
import { identifier, literal } from './quote';

interface NamedType {
  readonly name: string;
  readonly type: ColumnType;
}

/** A column of both sides. */
export interface ColumnPair {
  readonly before: NamedType;
  readonly after: NamedType;
}

/** What is compared: two quoted relations, their key, and the other columns that both have. */
export interface ComparisonPlan {
  readonly before: string;
  readonly after: string;
  readonly key: ColumnPair;
  readonly pairs: readonly ColumnPair[];
}

type Side = 'before' | 'after';

const CELL_CHARACTERS = 200;

/** Keys that stand on more than one row of either side. */
export function repeatedKeysSql(plan: ComparisonPlan): string {
  const repeated = (side: Side) =>
    `SELECT key FROM (${keysSql(plan, side)}) WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1`;
  return `CREATE TEMP TABLE repeated_keys AS ${repeated('before')} UNION ${repeated('after')}`;
}

/** One row: `rows, null_keys, duplicate_keys, duplicate_rows, compared` of a side. */
export function keyCountsSql(plan: ComparisonPlan, side: Side): string {
  const rows = (condition: string) => `CAST(coalesce(sum(n) FILTER (WHERE ${condition}), 0) AS BIGINT)`;
  return `SELECT ${rows('TRUE')} AS rows, ${rows('key IS NULL')} AS null_keys, ${rows('key IS NOT NULL AND n > 1')} AS duplicate_rows,
    count(*) FILTER (WHERE key IS NOT NULL AND n > 1) AS duplicate_keys,
    ${rows('key IS NOT NULL AND key NOT IN (SELECT key FROM temp.repeated_keys)')} AS compared
    FROM (SELECT key, count(*) AS n FROM (${keysSql(plan, side)}) GROUP BY key)`;
}

/** The commonest repeated keys of a side. */
export function duplicateKeysSql(plan: ComparisonPlan, side: Side, limit: number): string {
  return `SELECT left(CAST(key AS VARCHAR), ${CELL_CHARACTERS}) AS key FROM (${keysSql(plan, side)}) WHERE key IS NOT NULL
    GROUP BY ALL HAVING count(*) > 1 ORDER BY count(*) DESC, 1 LIMIT ${limit}`;
}

/**
 * One row, from one join by key: how many rows appeared, vanished, matched and changed, the row ids of the first `limit` of each
 * kind, and for each pair of columns how many differ (`n0`, …) with the ids of the first that does (`before0`, `after0`, …).
 */
export function comparisonSql(plan: ComparisonPlan, limit: number): string {
  const differing = plan.pairs.map((_, index) => `b.c${index} IS DISTINCT FROM a.c${index} AS x${index}`);
  const some = plan.pairs.length === 0 ? 'FALSE' : plan.pairs.map((_, index) => `x${index}`).join(' OR ');
  const counts = plan.pairs.map(
    (_, index) => `count(*) FILTER (WHERE matched AND x${index}) AS n${index},
      arg_min(before, after) FILTER (WHERE matched AND x${index}) AS before${index}, min(after) FILTER (WHERE matched AND x${index}) AS after${index}`,
  );
  const first = (rows: string, condition: string) => `array_to_string(${rows} FILTER (WHERE ${condition}), ',')`;
  const sums = [
    'count(*) FILTER (WHERE before IS NULL) AS appeared',
    'count(*) FILTER (WHERE after IS NULL) AS vanished',
    'count(*) FILTER (WHERE matched AND changed) AS changed',
    'count(*) FILTER (WHERE matched) AS matched',
    `${first(`min(after, ${limit})`, 'before IS NULL')} AS appeared_after`,
    `${first(`min(before, ${limit})`, 'after IS NULL')} AS vanished_before`,
    `${first(`arg_min(before, after, ${limit})`, 'matched AND changed')} AS changed_before`,
    `${first(`min(after, ${limit})`, 'matched AND changed')} AS changed_after`,
    ...counts,
  ];
  return `SELECT ${sums.join(', ')} FROM (SELECT *, before IS NOT NULL AND after IS NOT NULL AS matched, ${some} AS changed FROM (
    SELECT ${['b.id AS before', 'a.id AS after', ...differing].join(', ')}
    FROM (${sideSql(plan, 'before')}) AS b FULL OUTER JOIN (${sideSql(plan, 'after')}) AS a ON b.key = a.key))`;
}

/** Rows to show: the row ids of both sides, null where a side has none. */
export interface RowPair {
  readonly before: number | null;
  readonly after: number | null;
}

/**
 * The cells of these rows as text, in their order: the key, `before0`, `after0`, … of `columns` where that side has them, and
 * `differs0`, … of the pairs.
 */
export function comparedRowsSql(
  plan: ComparisonPlan,
  columns: readonly { before: NamedType | null; after: NamedType | null }[],
  rows: readonly RowPair[],
): string {
  const values = rows.map(
    ({ before, after }, index) => `(${index}, CAST(${literal(before)} AS BIGINT), CAST(${literal(after)} AS BIGINT))`,
  );
  const cells = columns.flatMap(({ before, after }, index) => [
    ...(before ? [`${text('b', before)} AS before${index}`] : []),
    ...(after ? [`${text('a', after)} AS after${index}`] : []),
  ]);
  const differing = plan.pairs.map(
    (pair, index) => `${comparable('b', pair, 'before')} IS DISTINCT FROM ${comparable('a', pair, 'after')} AS differs${index}`,
  );
  const key = `coalesce(${text('a', plan.key.after)}, ${text('b', plan.key.before)}) AS key`;
  return `SELECT ${[key, ...cells, ...differing].join(', ')} FROM (VALUES ${values.join(', ')}) AS p(n, before, after)
    LEFT JOIN ${plan.before} AS b ON ${committed('b.rowid')} = p.before LEFT JOIN ${plan.after} AS a ON ${committed('a.rowid')} = p.after
    ORDER BY p.n`;
}

function keysSql(plan: ComparisonPlan, side: Side): string {
  return `SELECT ${comparable('t', plan.key, side)} AS key FROM ${plan[side]} AS t`;
}

/** The rows of a side that have a key of their own: `id, key, c0, c1, …`. */
function sideSql(plan: ComparisonPlan, side: Side): string {
  const cells = plan.pairs.map((pair, index) => `${comparable('t', pair, side)} AS c${index}`);
  const rows = [`${committed('t.rowid')} AS id`, `${comparable('t', plan.key, side)} AS key`, ...cells].join(', ');
  return `SELECT * FROM (SELECT ${rows} FROM ${plan[side]} AS t) WHERE key IS NOT NULL AND key NOT IN (SELECT key FROM temp.repeated_keys)`;
}

/** A cell in the form in which both sides can be held against each other without losing anything. */
function comparable(alias: string, pair: ColumnPair, side: Side): string {
  const { name, type } = pair[side];
  const cell = `${alias}.${identifier(name)}`;
  const types = [pair.before.type, pair.after.type];
  if (types[0] === types[1]) return cell;
  if (types.every((each) => each === 'date' || each === 'timestamp')) return `CAST(${cell} AS TIMESTAMP)`;
  if (type === 'number' && types.includes('integer')) return wholeNumberText(cell);
  return `CAST(${cell} AS VARCHAR)`;
}

/** A number as an integer would be written, where it is one. */
function wholeNumberText(cell: string): string {
  return `coalesce(CASE WHEN ${cell} = trunc(${cell}) THEN CAST(TRY_CAST(${cell} AS HUGEINT) AS VARCHAR) END, CAST(${cell} AS VARCHAR))`;
}

function text(alias: string, { name }: NamedType): string {
  return `left(CAST(${alias}.${identifier(name)} AS VARCHAR), ${CELL_CHARACTERS})`;
}
