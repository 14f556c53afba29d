import type { DuckDBPreparedStatement } from '@duckdb/node-api';
import type { SqlValue } from '#shared/kernel/ports';

const INT32_MAX = 2 ** 31 - 1;

/** Binds `$1…$n`. A whole number becomes INTEGER or BIGINT, so that comparing it with a column does not cast the column. */
export function bindValues(statement: DuckDBPreparedStatement, params: readonly SqlValue[]): void {
  params.forEach((value, index) => {
    bindValue(statement, index + 1, value);
  });
}

function bindValue(statement: DuckDBPreparedStatement, at: number, value: SqlValue): void {
  if (typeof value === 'string') statement.bindVarchar(at, value);
  else if (typeof value === 'boolean') statement.bindBoolean(at, value);
  else if (typeof value === 'number') bindNumber(statement, at, value);
  else if (value === null) statement.bindNull(at);
  else if (BigInt.asIntN(64, value) === value) statement.bindBigInt(at, value);
  else statement.bindHugeInt(at, value);
}

function bindNumber(statement: DuckDBPreparedStatement, at: number, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) statement.bindDouble(at, value);
  else if (Math.abs(value) <= INT32_MAX) statement.bindInteger(at, value);
  else statement.bindBigInt(at, BigInt(value));
}
