import type { ColumnType } from '../model/import';
import { identifier, literal, qualified } from './quote';

/** Profiles by the import they describe. */
export const CREATE_PROFILES_SQL =
  'CREATE TABLE meta.profiles (receipt INTEGER NOT NULL, table_name VARCHAR NOT NULL, profile VARCHAR NOT NULL);';
export const READ_PROFILE_SQL = 'SELECT profile FROM meta.profiles WHERE receipt = $1';
export const FORMER_PROFILE_SQL =
  'SELECT profile FROM meta.profiles WHERE lower(table_name) = lower($1) AND receipt < $2 ORDER BY receipt DESC LIMIT 1';
export const FORGET_PROFILE_SQL = 'DELETE FROM meta.profiles WHERE receipt = $1';
export const FORGET_PROFILES_SQL = 'DELETE FROM meta.profiles WHERE table_name = $1';
export const INSERT_PROFILE_SQL = 'INSERT INTO meta.profiles VALUES ($1, $2, $3)';

const CJK = '\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Hangul}ー';
type Runs = Readonly<Record<string, string>>;
/** By the sign that stands for them. */
const RUNS: Runs = { a: `[^\\P{L}${CJK}]+`, 9: '\\p{Nd}+', 字: `[${CJK}]+` };
/** The same within ASCII, where captures are ten times cheaper. */
const ASCII_RUNS: Runs = { a: '[A-Za-z]+', 9: '[0-9]+', 字: '字+' };
const STRUCTURE = Object.entries(RUNS).reduce(
  (text, [sign, regex]) => `regexp_replace(${text}, '${regex}', '${sign}', 'g')`,
  'value',
);
/** Signs of a structure that are kept. */
export const LONGEST_STRUCTURE = 60;
/** Runs of a text whose lengths are told. */
export const MEASURED_RUNS = 8;

interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
}

const HEAD_ROWS = 1000;

/** Commonest structures (every run of letters, digits or CJK as one sign) among the first known rows of a text column. */
export function headStructuresSql(table: string, name: string, limit: number): string {
  return `SELECT ${STRUCTURE} AS structure FROM (${headSql(table, name)}) GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${limit}`;
}

/**
 * Counts the values of one column, in the one pass over the table, as the connection's own `temp.profiled (value, n, x)`:
 * `x` is the number, the days since 1970, or the structure of a text. Likely structures are tried first: to match a text whole is
 * many times cheaper than to replace its runs, and comes to the same.
 */
export function createProfiledSql(table: string, { name, type }: TableColumn, likelyStructures: readonly string[]): string {
  const x = type === 'text' ? structureSql(likelyStructures) : DERIVED[type];
  return `CREATE OR REPLACE TEMP TABLE profiled AS SELECT value, n, ${x} AS x
    FROM (SELECT ${identifier(name)} AS value, count(*) AS n FROM ${qualified('data', table)} GROUP BY 1)`;
}

function structureSql(likely: readonly string[]): string {
  const whens = likely.map(
    (structure) => `WHEN regexp_full_match(value, ${literal(structureRegex(structure, RUNS))}) THEN ${literal(structure)}`,
  );
  return `CASE WHEN value IS NULL THEN NULL ${whens.join(' ')} ELSE left(${STRUCTURE}, ${LONGEST_STRUCTURE}) END`;
}

/** Matches exactly the texts of a structure; `open` and `close` stand around each run. */
function structureRegex(structure: string, runs: Runs, [open, close] = ['', '']): string {
  const parts = Array.from(structure, (sign) => {
    const run = runs[sign];
    return run === undefined ? `\\x{${sign.codePointAt(0)?.toString(16)}}` : open + run + close;
  });
  return parts.join('');
}

const DERIVED: Readonly<Record<Exclude<ColumnType, 'text'>, string>> = {
  integer: 'CAST(value AS DOUBLE)',
  number: 'CASE WHEN isfinite(value) THEN value END',
  boolean: 'NULL',
  date: `CASE WHEN isfinite(value) THEN CAST(date_diff('day', DATE '1970-01-01', value) AS DOUBLE) END`,
  timestamp: 'CASE WHEN isfinite(value) THEN epoch_us(value) / 86400000000 END',
};

export const DROP_PROFILED_SQL = 'DROP TABLE IF EXISTS temp.profiled';

const COUNTED = `count(value) AS "distinct", CAST(coalesce(sum(n) FILTER (WHERE value IS NULL), 0) AS BIGINT) AS nulls`;

/** One row: values and unknown rows, and of ordered values how many there are, their ends and their mean. */
export const ORDERED_FACTS_SQL = `SELECT ${COUNTED}, CAST(sum(n) FILTER (WHERE x IS NOT NULL) AS BIGINT) AS n,
  min(x) AS low, max(x) AS high, fsum(x * n) / sum(n) FILTER (WHERE x IS NOT NULL) AS mean FROM temp.profiled`;
export const TEXT_FACTS_SQL = `SELECT ${COUNTED}, min(length(value)) AS shortest, max(length(value)) AS longest,
  CAST(coalesce(sum(n) FILTER (WHERE regexp_full_match(x, '[\\s\\p{Z}]*')), 0) AS BIGINT) AS blank FROM temp.profiled`;
export const PLAIN_FACTS_SQL = `SELECT ${COUNTED} FROM temp.profiled`;

/** Values of at least `leastRows` rows, commonest first. A text is cut one character behind its longest shown form. */
export function profiledValuesSql(type: ColumnType, longest: number, leastRows: number, limit: number): string {
  return `SELECT ${shown('value', type, longest)} AS value, n FROM temp.profiled AS p
    WHERE p.value IS NOT NULL AND n >= ${leastRows} ORDER BY n DESC, p.value LIMIT ${limit}`;
}

/** The first different values, looked for in the first known rows. */
export function examplesSql(table: string, { name, type }: TableColumn, longest: number): string {
  return `SELECT ${shown('value', type, longest)} AS value FROM (
    SELECT value, min(place) AS place FROM (${headSql(table, name)}) GROUP BY value) AS e ORDER BY place LIMIT 5`;
}

function headSql(table: string, name: string): string {
  const column = identifier(name);
  return `SELECT ${column} AS value, rowid AS place FROM ${qualified('data', table)} WHERE ${column} IS NOT NULL LIMIT ${HEAD_ROWS}`;
}

function shown(value: string, type: ColumnType, longest: number): string {
  return type === 'number' ? value : `left(CAST(${value} AS VARCHAR), ${longest + 1})`;
}

/** Which of about a thousand equal parts of `[low, high]` a value is in: an order-keeping key, whatever is rounded. */
export function partSql(low: number, high: number): string {
  const perUnit = 1000 / (high - low);
  return Number.isFinite(perUnit) && perUnit > 0 ? `CAST(floor((x - ${literal(low)}) * ${literal(perUnit)}) AS INTEGER)` : '0';
}

/** Rows per part, in order, and their squared distances from `$1`. */
export function partsSql(part: string): string {
  return `SELECT ${part} AS part, CAST(sum(n) AS BIGINT) AS n, fsum(n * (x - $1) * (x - $1)) AS squares
    FROM temp.profiled WHERE x IS NOT NULL GROUP BY 1 ORDER BY 1`;
}

/**
 * Of the ordered values of some parts, the one at each position `positions[rank]`, from 0 and ascending, and the rows up to and
 * with it. A rank is left out where the next one's value is the same.
 */
export function rankedSql(positions: readonly number[], part: string, parts: readonly number[]): string {
  const whens = positions.map((position, index) => `WHEN seen <= ${position} THEN ${index - 1}`);
  return `SELECT CASE ${whens.join(' ')} ELSE ${positions.length - 1} END AS rank, min(x) AS x, min(seen) AS seen FROM (
    SELECT x, CAST(sum(n) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS seen FROM temp.profiled
    WHERE x IS NOT NULL AND ${part} IN (${parts.join(', ')})) GROUP BY 1 ORDER BY 1`;
}

/** Rows between the inner edges, from 0 on. An edge belongs to the bucket above it, or below. */
export function bucketsSql(innerEdges: readonly number[], edgeGoes: 'up' | 'down'): string {
  const operator = edgeGoes === 'up' ? '<' : '<=';
  const whens = innerEdges.map((edge, index) => `WHEN x ${operator} ${literal(edge)} THEN ${index}`);
  const bucket = innerEdges.length === 0 ? '0' : `CASE ${whens.join(' ')} ELSE ${innerEdges.length} END`;
  return `SELECT ${bucket} AS bucket, CAST(sum(n) AS BIGINT) AS n FROM temp.profiled WHERE x IS NOT NULL GROUP BY 1`;
}

/** The commonest structures, with the lengths of the shortest and the longest text of each. */
export function structuresSql(limit: number): string {
  return `SELECT x AS structure, CAST(sum(n) AS BIGINT) AS n, min(length(value)) AS shortest, max(length(value)) AS longest
    FROM temp.profiled WHERE value IS NOT NULL GROUP BY x ORDER BY n DESC, x LIMIT ${limit}`;
}

/** The least and the greatest length of each of the first runs in the texts of a structure: `least0`, `most0`, `least1`, … */
export function runLengthsSql(structure: string, runs: number): string {
  const names = Array.from({ length: runs }, (_, at) => `r${at}`);
  const ends = names.flatMap((name, at) => [`min(length(r.${name})) AS least${at}`, `max(length(r.${name})) AS most${at}`]);
  const captured = (by: Runs) =>
    `regexp_extract(value, ${literal(prefixRegex(structure, runs, by))}, [${names.map((name) => `'${name}'`).join(', ')}])`;
  const r = `CASE WHEN strlen(value) = length(value) THEN ${captured(ASCII_RUNS)} ELSE ${captured(RUNS)} END`;
  return `SELECT ${ends.join(', ')} FROM (SELECT ${r} AS r FROM temp.profiled WHERE x = $1)`;
}

/** Captures the first `count` runs of a text of this structure. */
function prefixRegex(structure: string, count: number, runs: Runs): string {
  const signs = Array.from(structure);
  const ends = signs.flatMap((sign, at) => (RUNS[sign] ? [at + 1] : []));
  return `^${structureRegex(signs.slice(0, ends[count - 1]).join(''), runs, ['(', ')'])}`;
}
