import type { Classification } from '../model/classification';
import type { ColumnType } from '../model/import';
import type { QueryColumn } from '../model/query';
import { Fault, fault } from '../model/result';
import { placeIn, plainName, sqlTokens } from '../model/sqlTokens';
import { type CheckedQuery, checkQuery } from '../sql/checkQuery';
import { checkQueryTree, QUERY_TREE_SQL } from '../sql/checkQueryTree';
import {
  BEGIN_QUERY_SQL,
  describeQuerySql,
  exactRowsSql,
  explainQuerySql,
  isExact,
  QUERY_COLUMNS_SQL,
  QUERY_PATH_SQL,
  QUERY_VIEWS_SQL,
} from '../sql/queriesSql';
import { unknownColumn } from '../sql/queryRefusals';
import type { NamedTable } from '../sql/queryShape';
import { onMaskedCopy } from './maskedCopy';
import { seesMasks } from './maskedRole';
import type { SqlConnection } from './ports';
import { type PlanStep, planLines } from './queryPlan';
import type { Session } from './session';
import { readClassification } from './storedClassification';
import { type Column, records, type Table } from './table';
import { knownTables } from './tables';

/** A result is cut off where its cells take more. */
const MOST_RESULT_BYTES = 128 * 2 ** 20;

/** A query that passed its gates, on a connection where it can change nothing. */
export interface ReadyQuery {
  readonly text: string;
  readonly checked: CheckedQuery;
  readonly connection: SqlConnection;
  readonly signal: AbortSignal;
  /** What persons wrote down of the classes of columns. */
  readonly classification: Classification;
}

/** Runs `work` on a query in a transaction that reads and is given up. @throws Fault with line and column in the query. */
export function withQuery<T>(
  session: Session,
  text: string,
  signal: AbortSignal,
  work: (query: ReadyQuery) => Promise<T>,
): Promise<T> {
  return session.read(async (connection) => {
    const tables = await queryTables(connection);
    const checked = checkQuery(text, tables);
    await checkTree(session, connection, checked, tables);
    const query = { text, checked, connection, signal, classification: await readClassification(connection) };
    if (!(await seesMasks(session, connection))) {
      await connection.exec(QUERY_PATH_SQL);
      return await inReading(query, work);
    }
    return await onMaskedCopy(session, connection, checked.tables, signal, () => inReading(query, work));
  });
}

async function inReading<T>(query: ReadyQuery, work: (query: ReadyQuery) => Promise<T>): Promise<T> {
  const { connection } = query;
  await connection.exec(BEGIN_QUERY_SQL);
  try {
    return await work(query);
  } catch (cause) {
    await connection.exec('ROLLBACK').catch(() => undefined);
    throw await inQuery(cause, query);
  } finally {
    await connection.exec('ROLLBACK').catch(() => undefined);
  }
}

/** The tables that a query may read: those of the workspace, and the views over its customers. */
export async function queryTables(connection: SqlConnection): Promise<NamedTable[]> {
  const tables = (await knownTables(connection)).map(({ name }) => ({ schema: 'data', name }));
  const views = records(await connection.query(QUERY_VIEWS_SQL)).map(({ name }) => ({ schema: 'tags', name: String(name) }));
  return [...tables, ...views];
}

/** What is no SQL at all is left to the statement itself to say, which knows where. */
export async function checkTree(
  session: Session,
  connection: SqlConnection,
  { sql }: CheckedQuery,
  tables: readonly NamedTable[],
): Promise<void> {
  if (session.open.engine.name !== 'native') return;
  const tree = records(await connection.query(QUERY_TREE_SQL, [sql]))[0]?.tree;
  checkQueryTree(String(tree), tables);
}

/** The columns that a query gives; it is bound but not run. */
export async function queryColumns({ checked, connection, signal }: ReadyQuery): Promise<QueryColumn[]> {
  const found = records(await connection.query(describeQuerySql(checked.sql), [], signal));
  return found.map(({ column_name, column_type }) => {
    const sqlType = String(column_type).replace(/^ENUM\(.*\)$/s, 'ENUM');
    return { name: String(column_name), sqlType, type: shownType(sqlType) };
  });
}

/** How a query would be run: a step per line, those that feed it below it and further in. */
export async function explainQuery({ checked, connection, signal }: ReadyQuery): Promise<string> {
  const [found] = records(await connection.query(explainQuerySql(checked.sql), [], signal));
  return planLines(JSON.parse(String(found?.explain_value)) as PlanStep[], '').join('\n');
}

/** Rows that a query gave. */
export interface QueryRows {
  readonly columns: readonly QueryColumn[];
  readonly batches: readonly Table[];
  readonly rows: number;
  /** It would give others. */
  readonly more: boolean;
}

/** Runs a query up to `limit` rows. */
export async function runQuery(query: ReadyQuery, limit: number): Promise<QueryRows> {
  const columns = await queryColumns(query);
  const sql = exactRowsSql(
    query.checked.sql,
    columns.map(({ sqlType }) => sqlType),
  );
  const batches: Table[] = [];
  let rows = 0;
  let bytes = 0;
  for await (const batch of query.connection.stream(sql, [], query.signal)) {
    if (rows >= limit || bytes >= MOST_RESULT_BYTES) return { columns, batches, rows, more: true };
    batches.push(batch);
    rows += batch.rowCount;
    bytes += batch.columns.reduce((sum, column) => sum + bytesOf(column), 0);
    if (rows > limit) return { columns, batches, rows: limit, more: true };
  }
  return { columns, batches, rows, more: false };
}

function bytesOf(column: Column): number {
  if (column.kind !== 'text') return column.values.byteLength;
  return column.values.reduce((sum, value) => sum + 2 * value.length, 0);
}

function shownType(sqlType: string): ColumnType {
  if (/^U?(TINY|SMALL|BIG)?INT(EGER)?$/.test(sqlType) && !isExact(sqlType)) return 'integer';
  if (/^(FLOAT|DOUBLE)$/.test(sqlType)) return 'number';
  if (isExact(sqlType)) return sqlType.startsWith('DECIMAL') ? 'number' : 'integer';
  if (sqlType === 'BOOLEAN') return 'boolean';
  if (sqlType === 'DATE') return 'date';
  return sqlType.startsWith('TIMESTAMP') ? 'timestamp' : 'text';
}

/** What the database says of its lines, said of the query's text; a name that it does not know with names that it does. */
async function inQuery(cause: unknown, query: ReadyQuery): Promise<unknown> {
  if (!(cause instanceof Fault) || cause.error.code !== 'INVALID_SQL' || cause.error.say) return cause;
  const { text, checked, connection } = query;
  const { message } = cause.error;
  const isSyntax = message.startsWith('Parser Error');
  const line = isSyntax && !isAscii(checked.sql) ? await syntaxLine(query) : cause.error.at?.line;
  if (line === undefined && !isSyntax) return cause;
  // The first line is ours.
  const offset = checked.starts[(line ?? 0) - 2] ?? text.trimEnd().length;
  const column = /Referenced column "(.*)" not found|does not have a column named "(.*)"/.exec(message);
  if (!column) {
    const place = placeIn(text, offset);
    return fault('INVALID_SQL', 'query.database', { ...place, problem: message }, { at: place });
  }
  const name = column[1] ?? column[2] ?? '';
  return unknownColumn(name, placeIn(text, namedAt(text, offset, name)), await readableColumns(connection, checked));
}

function isAscii(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text);
}

/** DuckDB counts letters up to a syntax error, and takes them for bytes: so it is asked about the same statement in letters of one. */
async function syntaxLine({ checked, connection, signal }: ReadyQuery): Promise<number | undefined> {
  try {
    await connection.query(describeQuerySql(checked.sql.replaceAll(/[^\p{ASCII}]/gu, 'x')), [], signal);
  } catch (cause) {
    if (cause instanceof Fault) return cause.error.at?.line;
  }
  return undefined;
}

/** Of `c.nmae` the database gives the place of `c`. */
function namedAt(text: string, offset: number, name: string): number {
  const [first, dot, last] = sqlTokens(text).filter(({ start }) => start >= offset);
  const isName = (written: string | undefined) => plainName(written ?? '').toLowerCase() === name.toLowerCase();
  return first && dot?.text === '.' && last && !isName(first.text) && isName(last.text) ? last.start : offset;
}

async function readableColumns(connection: SqlConnection, { tables }: CheckedQuery): Promise<string[]> {
  const found = records(await connection.query(QUERY_COLUMNS_SQL));
  return found
    .filter((row) => tables.some(({ schema, name }) => schema === row.schema_name && name === row.table_name))
    .map((row) => String(row.column_name));
}
