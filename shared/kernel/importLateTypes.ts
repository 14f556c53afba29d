import type { ColumnType } from '../model/import';
import { areOrdinarySql, type ImportColumn, stagedCell, textRowsSql } from '../sql/importSql';
import { identifier } from '../sql/quote';
import { lateSql } from '../sql/sampleSql';
import type { LoadRequest } from './importPlan';
import type { SqlConnection } from './ports';
import { type Cell, records } from './table';

/** What columns are, after all, whose type was guessed from cells that those behind the sample do not bear out. */
export type LateTypes = ReadonlyMap<string, ColumnType>;

/** Leading zeros behind the sample are looked for only where a name speaks of a number that is no quantity. */
const IDENTIFIER_NAME =
  /(^|[_\s])(id|ids|no|nr|num|number|code|key|zip|post\w*|phone|mobile|tel|acct|account|card|branch)($|[_\s\d])|[号码编证卡]|代码|机构|邮编/i;

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
  const names = columns.map(({ name }) => name);
  const cells = suspects.map(({ name }) => identifier(name));
  const answer = records(await connection.query(lateSql(textRowsSql(path, plan.dialect, names), cells), [], signal))[0];
  return typesOf(suspects, answer);
}

/** The late types of rows that are staged as text. */
export async function stagedLateTypes(
  connection: SqlConnection,
  columns: readonly ImportColumn[],
  signal: AbortSignal,
): Promise<LateTypes> {
  const guessed = guessedNumbers(columns);
  if (guessed.length === 0) return new Map();
  const cells = guessed.map((column) => stagedCell(column, columns.indexOf(column)));
  return typesOf(guessed, records(await connection.query(lateSql('FROM staging', cells), [], signal))[0]);
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

function typesOf(columns: readonly ImportColumn[], answer: Readonly<Record<string, Cell>> = {}): LateTypes {
  const types = new Map<string, ColumnType>();
  columns.forEach(({ name, type }, index) => {
    if (typeof answer[`surprise${index}`] === 'string') types.set(name, 'text');
    else if (type === 'integer' && answer[`whole${index}`] === false) types.set(name, 'number');
  });
  return types;
}
