import { countRelationSql, describeRelationSql, parquetRelation, relationInUtc, relationTextsSql } from '../sql/relationSql';
import type { SqlConnection, SqlEngine, SqlSource } from './ports';
import type { Session } from './session';
import { records, type Table } from './table';

/** All that a Parquet file holds, as the database prints it. */
export interface ParquetTexts {
  readonly names: readonly string[];
  readonly batches: readonly Table[];
}

/**
 * Reads a Parquet file aside, so that whatever is wrong in it ends nobody's transaction; null for more than `mostCells`.
 * @throws Fault for what the database cannot read.
 */
export async function parquetTexts(
  session: Session,
  open: (engine: SqlEngine, connection: SqlConnection) => Promise<SqlSource>,
  mostCells: number,
  signal: AbortSignal,
): Promise<ParquetTexts | null> {
  return await session.readAside(async (connection) => {
    const source = await open(session.open.engine, connection);
    try {
      if ('database' in source) throw new Error('a Parquet file is no database');
      const relation = parquetRelation(source);
      const columns = records(await connection.query(describeRelationSql(relation), [], signal)).map((column) => {
        return { name: String(column.column_name), sqlType: String(column.column_type) };
      });
      const [counted] = records(await connection.query(countRelationSql(relation), [], signal));
      if (Number(counted?.n) * columns.length > mostCells) return null;
      const batches: Table[] = [];
      for await (const batch of connection.stream(relationTextsSql(relationInUtc(relation, columns)), [], signal))
        batches.push(batch);
      return { names: columns.map(({ name }) => name), batches };
    } finally {
      await source.release();
    }
  });
}
