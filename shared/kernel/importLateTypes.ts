import type { ColumnType } from '../model/import';
import { areOrdinarySql, type ImportColumn, stagedCell, textRowsSql } from '../sql/importSql';
import { identifier } from '../sql/quote';
import { lateSql } from '../sql/sampleSql';
import type { LoadRequest } from './importPlan';
import type { SqlConnection } from './ports';
import { records } from './table';

/** What columns are, after all, whose type was guessed from cells that those behind the sample do not bear out. */
export type LateTypes = ReadonlyMap<string, ColumnType>;

/** Leading zeros behind the sample are looked for only where a name speaks of a number that is no quantity. */
const IDENTIFIER_NAME =
  /(^|[_\s])(id|ids|no|nr|num|number|code|key|zip|post\w*|phone|mobile|tel|acct|account|card|branch)($|[_\s\d])|[号码编证卡]|代码|机构|邮编/i;

/** The database takes 4 MB for each column that is asked about at once, however few its rows are. */
const COLUMNS_AT_ONCE = 64;

/** Whether all numbers of a table that was read typed were whole where they should be and shorter than identifiers. */
export async function areOrdinary({ connection, table, columns, signal }: LoadRequest): Promise<boolean> {
  const sql = areOrdinarySql(table, columns);
  return sql === null || records(await connection.query(sql, [], signal))[0]?.ordinary !== false;
}

/** The late types of a table that was read typed; only where something rouses suspicion is the file's text looked at again. */
export async function lateTypes(request: LoadRequest, path: string, ordinary: boolean): Promise<LateTypes> {
  const { connection, plan, columns, signal } = request;
  const suspects = guessedNumbers(columns).filter(({ name }) => !ordinary || IDENTIFIER_NAME.test(name));
  if (suspects.length === 0 || !plan.dialect) return new Map();
  const rows = textRowsSql(
    path,
    plan.dialect,
    columns.map(({ name }) => name),
  );
  return await typesOf(
    connection,
    suspects,
    (group) =>
      lateSql(
        rows,
        group.map(({ name }) => identifier(name)),
      ),
    signal,
  );
}

/** The late types of rows that are staged as text. */
export async function stagedLateTypes(
  connection: SqlConnection,
  columns: readonly ImportColumn[],
  signal: AbortSignal,
): Promise<LateTypes> {
  const guessed = guessedNumbers(columns);
  if (guessed.length === 0) return new Map();
  const cellOf = (column: ImportColumn) => stagedCell(column, columns.indexOf(column));
  return await typesOf(connection, guessed, (group) => lateSql('FROM staging', group.map(cellOf)), signal);
}

/** The columns with their late types. */
export function retyped<C extends { readonly name: string; readonly type: ColumnType }>(
  columns: readonly C[],
  late: LateTypes,
): C[] {
  return columns.map((column) => ({ ...column, type: late.get(column.name) ?? column.type }));
}

function guessedNumbers(columns: readonly ImportColumn[]): ImportColumn[] {
  return columns.filter(({ type, guessed }) => guessed && (type === 'integer' || type === 'number'));
}

async function typesOf(
  connection: SqlConnection,
  columns: readonly ImportColumn[],
  sqlOf: (group: readonly ImportColumn[]) => string,
  signal: AbortSignal,
): Promise<LateTypes> {
  const types = new Map<string, ColumnType>();
  for (let from = 0; from < columns.length; from += COLUMNS_AT_ONCE) {
    const group = columns.slice(from, from + COLUMNS_AT_ONCE);
    const answer = records(await connection.query(sqlOf(group), [], signal))[0] ?? {};
    group.forEach(({ name, type }, index) => {
      if (typeof answer[`surprise${index}`] === 'string') types.set(name, 'text');
      else if (type === 'integer' && answer[`whole${index}`] === false) types.set(name, 'number');
    });
  }
  return types;
}
