import { Fault, fault } from '../model/result';
import { identifier } from '../sql/quote';
import { attachedTablesSql } from '../sql/relationSql';
import type { Head } from './importHead';
import { chosenPart, shownParts } from './importParts';
import type { ImportSource, PlannedPart, Relation } from './importPlan';
import { planRelation, relationOfTable } from './importRelation';
import { records } from './table';

/** How a table of a DuckDB file becomes one of ours; its views are left alone. @throws Fault FILE_UNREADABLE, FILE_EMPTY, INVALID_REQUEST. */
export async function planDatabase(source: ImportSource, name: string, head: Head): Promise<PlannedPart> {
  try {
    const tables = await listTables(source);
    const part = chosenPart(name, [...tables.keys()], source.options.part);
    const table = tables.get(part) ?? '';
    const plan = await planRelation(source, name, head.shape, (connection, signal) =>
      openTable({ ...source, connection, signal }, table),
    );
    return { ...plan, preview: { ...plan.preview, format: 'duckdb', ...shownParts([...tables.keys()], part) } };
  } catch (cause) {
    throw notDatabase(cause, name);
  }
}

/** How each table is called, and how SQL calls it inside the database. */
async function listTables(source: ImportSource): Promise<Map<string, string>> {
  const { database, release } = await attach(source);
  try {
    const rows = records(await source.connection.query(attachedTablesSql(database), [], source.signal));
    return new Map(
      rows.map((row) => {
        const [schema, table] = [String(row.schema_name), String(row.table_name)];
        return [schema === 'main' ? table : `${schema}.${table}`, `${identifier(schema)}.${identifier(table)}`];
      }),
    );
  } finally {
    await release();
  }
}

async function openTable(source: ImportSource, table: string): Promise<Relation> {
  const { database, release } = await attach(source);
  return await relationOfTable(source.connection, `${identifier(database)}.${table}`, { release });
}

async function attach({ engine, connection, file, signal }: ImportSource) {
  const source = await engine.source(connection, file, 'duckdb', signal);
  if (!('database' in source)) throw new Error('a database file gives a database');
  return source;
}

const DAMAGED = ['NOT_A_WORKSPACE', 'WORKSPACE_DAMAGED', 'INVALID_SQL', 'FILE_UNREADABLE', 'INTERNAL'];

/** The statements are sound, so what DuckDB finds wrong is the file. */
function notDatabase(cause: unknown, file: string): unknown {
  if (!(cause instanceof Fault) || cause.error.at?.file !== undefined) return cause;
  if (cause.error.code === 'WORKSPACE_NEWER')
    return fault('FILE_UNREADABLE', 'file.newerDatabase', { file }, { hint: 'hint.exportData', at: { file } });
  if (!DAMAGED.includes(cause.error.code)) return cause;
  return fault('FILE_UNREADABLE', 'file.notDatabase', { file }, { hint: 'hint.copiedWhole', at: { file } });
}
