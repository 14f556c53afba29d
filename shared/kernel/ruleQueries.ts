import { fault } from '../model/result';
import { isGroup, type Rule } from '../model/rule';
import type { Segment } from '../model/segment';
import { checkQuery } from '../sql/checkQuery';
import { describeQuerySql, QUERY_PATH_SQL } from '../sql/queriesSql';
import type { NamedTable } from '../sql/queryShape';
import { atBlock, childPath } from './checkComparison';
import type { SqlConnection } from './ports';
import { checkTree, queryTables } from './runQuery';
import type { Session } from './session';

/**
 * Readies a connection for the queries that rules hold: their gates are passed and each gives one column. The tables that they may
 * read; none where there is no query.
 * @throws Fault INVALID_SQL, UNKNOWN_TABLE, UNKNOWN_COLUMN at the block.
 */
export async function readyQueries(
  session: Session,
  connection: SqlConnection,
  rules: readonly Rule[],
  segments: ReadonlyMap<string, Segment>,
): Promise<readonly NamedTable[]> {
  const queries = rules.flatMap((rule) => queriesOf(rule, segments, '', new Set()));
  if (queries.length === 0) return [];
  const tables = await allowQueries(connection);
  for (const { sql, path } of queries) {
    try {
      await checkOne(session, connection, sql, tables);
    } catch (cause) {
      throw atBlock(cause, path);
    }
  }
  return tables;
}

/** Lets queries name tables without a schema on this connection, as they may on their page. The tables that they may read. */
export async function allowQueries(connection: SqlConnection): Promise<readonly NamedTable[]> {
  await connection.exec(QUERY_PATH_SQL);
  return await queryTables(connection);
}

interface PlacedQuery {
  readonly sql: string;
  readonly path: string;
}

/** Those of segments stand at the block that names the segment; a segment is looked into once, so cycles end. */
function queriesOf(rule: Rule, segments: ReadonlyMap<string, Segment>, path: string, seen: Set<string>): PlacedQuery[] {
  if (isGroup(rule)) return rule.rules.flatMap((child, index) => queriesOf(child, segments, childPath(path, index), seen));
  if (rule.kind === 'query') return [{ sql: rule.sql, path }];
  const named = rule.kind === 'segment' && !seen.has(rule.segment) ? segments.get(rule.segment) : undefined;
  if (!named) return [];
  seen.add(named.id);
  return queriesOf(named.who, segments, '', seen).map(({ sql }) => ({ sql, path }));
}

async function checkOne(session: Session, connection: SqlConnection, sql: string, tables: readonly NamedTable[]): Promise<void> {
  const checked = checkQuery(sql, tables);
  await checkTree(session, connection, checked, tables);
  const columns = (await connection.query(describeQuerySql(checked.sql))).rowCount;
  if (columns !== 1) throw fault('INVALID_SQL', 'rule.oneColumn', { columns }, { hint: 'hint.selectKey' });
}
