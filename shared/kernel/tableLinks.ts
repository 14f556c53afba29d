import type { TableLink } from '../model/entities';
import { nameLikeness } from '../model/nameLikeness';
import { CREATE_SAMPLES_SQL, containmentSql, DROP_SAMPLES_SQL, sampleHitsSql, sampleSql } from '../sql/suggestEntitiesSql';
import type { SqlConnection } from './ports';
import { records } from './table';
import { type ColumnFacts, mayLink, shareOf, type TableFacts } from './tableFacts';

/** Share of the values of a column that a key must have to be what the column points at. */
export const CONTAINED = 0.9;
/** The same of a sample of them, before all are looked at. */
const CONTAINED_IN_SAMPLE = 0.8;
const ROWS_SAMPLED = 20_000;
const KEYS_PER_TABLE = 4;
/** Whole numbers from 1 on lie within every such key, so that their names must be alike; texts rarely agree by chance. */
const LIKE = 0.5;
const VALUES_BEYOND_CHANCE = 10;
/** Of several keys that have a column's values, those whose names are about as like as the likest. */
const ABOUT_AS_LIKE = 0.2;

/** Every column that points at a key of another table: its values are found there, all but a tenth. */
export async function keyLinks(
  connection: SqlConnection,
  tables: readonly TableFacts[],
  signal: AbortSignal,
): Promise<TableLink[]> {
  const children = tables.flatMap(({ columns }) => columns.filter(({ type, distinct }) => mayLink(type) && distinct > 0));
  const keys = tables.flatMap(({ columns }) => columns.filter(({ isKey }) => isKey).slice(0, KEYS_PER_TABLE));
  const rows = new Map(tables.map((each) => [each.table, each.rows]));
  try {
    await takeSamples(connection, children, rows, signal);
    const pairs: Pair[] = [];
    for (const key of keys) pairs.push(...(await sampledPairs(connection, children, key, signal)));
    const links: TableLink[] = [];
    for (const pair of likest(pairs)) {
      const link = await measureLink(connection, pair.from, pair.to, rows.get(pair.from.table) ?? 0, signal);
      if (link.found >= link.values * CONTAINED) links.push(link);
    }
    return links;
  } finally {
    await connection.exec(DROP_SAMPLES_SQL).catch(() => undefined);
  }
}

interface Pair {
  readonly from: ColumnFacts;
  readonly to: ColumnFacts;
  readonly likeness: number;
}

async function takeSamples(
  connection: SqlConnection,
  children: readonly ColumnFacts[],
  rows: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<void> {
  await connection.exec(CREATE_SAMPLES_SQL);
  for (const [place, { table, column }] of children.entries()) {
    const step = Math.max(1, Math.floor((rows.get(table) ?? 0) / ROWS_SAMPLED));
    await connection.exec(sampleSql(place, table, column, step), [], signal);
  }
}

async function sampledPairs(
  connection: SqlConnection,
  children: readonly ColumnFacts[],
  to: ColumnFacts,
  signal: AbortSignal,
): Promise<Pair[]> {
  const hits = records(await connection.query(sampleHitsSql(to.table, to.column), [], signal));
  return hits.flatMap(({ place, n, found }) => {
    const from = children[Number(place)];
    if (!from || from.table === to.table || from.type !== to.type) return [];
    const likeness = columnLikeness(from, to);
    const isPlausible = likeness >= LIKE || (from.type === 'text' && from.distinct >= VALUES_BEYOND_CHANCE);
    return isPlausible && Number(found) >= Number(n) * CONTAINED_IN_SAMPLE ? [{ from, to, likeness }] : [];
  });
}

/** A key that is called `id` goes by the name of its table. */
export function columnLikeness(from: ColumnFacts, to: ColumnFacts): number {
  return Math.max(nameLikeness(from.column, to.column), to.isFirstKey ? nameLikeness(from.column, to.table) : 0);
}

function likest(pairs: readonly Pair[]): Pair[] {
  const best = new Map<ColumnFacts, number>();
  for (const { from, likeness } of pairs) best.set(from, Math.max(best.get(from) ?? 0, likeness));
  return pairs.filter(({ from, likeness }) => likeness >= (best.get(from) ?? 0) - ABOUT_AS_LIKE);
}

/** How many of the values of one column another has. */
export async function measureLink(
  connection: SqlConnection,
  from: ColumnFacts,
  to: ColumnFacts,
  rows: number,
  signal: AbortSignal,
): Promise<TableLink> {
  const share = shareOf(rows);
  const [counts] = records(await connection.query(containmentSql(from, to, share), [], signal));
  return {
    from: { table: from.table, column: from.column },
    to: { table: to.table, column: to.column },
    cardinality: !to.isKey ? 'n:m' : from.isKey ? '1:1' : 'n:1',
    values: Number(counts?.n),
    found: Number(counts?.found),
    exact: share === 1,
  };
}
