import type { ColumnType } from '../model/import';
import { type ColumnProfile, MOST_CATEGORIES, type ValueCount } from '../model/profile';
import {
  createProfiledSql,
  examplesSql,
  ORDERED_FACTS_SQL,
  PLAIN_FACTS_SQL,
  profiledValuesSql,
  TEXT_FACTS_SQL,
} from '../sql/profileSql';
import { columnSpread, scaleOf } from './columnSpread';
import type { SqlConnection } from './ports';
import { type Cell, records } from './table';
import { likelyStructures, textPatterns } from './textPatterns';

const LONGEST_VALUE = 200;
const TOP_VALUES = 10;

interface ProfiledColumn {
  readonly table: string;
  readonly name: string;
  readonly type: ColumnType;
}

/**
 * One column: its values are counted in one pass over the table, into a temporary table that spills to disk; all else is read
 * off those counts. So nothing is estimated, and no more than one column is held at a time.
 */
export async function profileColumn(
  connection: SqlConnection,
  column: ProfiledColumn,
  signal: AbortSignal,
): Promise<ColumnProfile> {
  const { table, name, type } = column;
  const likely = type === 'text' ? await likelyStructures(connection, table, name, signal) : [];
  await connection.exec(createProfiledSql(table, column, likely), [], signal);
  const facts = await readFacts(connection, type, signal);
  const distinct = Number(facts.distinct);
  const counted = records(await connection.query(valuesSql(type, distinct), [], signal));
  const examples = records(await connection.query(examplesSql(table, column, LONGEST_VALUE), [], signal));
  return {
    name,
    type,
    nulls: Number(facts.nulls),
    distinct,
    values: counted.map(({ value, n }): ValueCount => ({ value: shownValue(value), n: Number(n) })),
    examples: examples.map(({ value }) => shownValue(value)),
    ...(await describeValues(connection, type, facts, signal)),
  };
}

/** Where there are many values, one that occurs once is not common. */
function valuesSql(type: ColumnType, distinct: number): string {
  if (distinct > MOST_CATEGORIES) return profiledValuesSql(type, LONGEST_VALUE, 2, TOP_VALUES);
  return profiledValuesSql(type, LONGEST_VALUE, 1, scaleOf(type) ? TOP_VALUES : MOST_CATEGORIES);
}

type Facts = Record<string, Cell>;

async function readFacts(connection: SqlConnection, type: ColumnType, signal: AbortSignal): Promise<Facts> {
  const sql = scaleOf(type) ? ORDERED_FACTS_SQL : type === 'text' ? TEXT_FACTS_SQL : PLAIN_FACTS_SQL;
  return records(await connection.query(sql, [], signal))[0] ?? {};
}

type Description = Pick<ColumnProfile, 'spread' | 'text'>;

async function describeValues(
  connection: SqlConnection,
  type: ColumnType,
  facts: Facts,
  signal: AbortSignal,
): Promise<Description> {
  const scale = scaleOf(type);
  const { n, low, high, mean, shortest, longest, blank } = facts;
  if (scale && Number(n ?? 0) > 0) {
    const ordered = { n: Number(n), min: Number(low), max: Number(high), mean: Number.isFinite(mean) ? Number(mean) : null };
    return { spread: await columnSpread(connection, scale, ordered, signal) };
  }
  if (type !== 'text' || Number(facts.distinct) === 0) return {};
  const patterns = await textPatterns(connection, signal);
  return { text: { shortest: Number(shortest), longest: Number(longest), blank: Number(blank), patterns } };
}

function shownValue(value: Cell | undefined): string {
  const text = String(value ?? '');
  return text.length > LONGEST_VALUE ? `${[...text].slice(0, LONGEST_VALUE).join('')}…` : text;
}
