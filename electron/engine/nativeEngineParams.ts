import type { DuckDBPreparedStatement } from '@duckdb/node-api';
import type { SqlValue } from '#shared/kernel/ports';

const INT32_MAX = 2 ** 31 - 1;
const INT64_MAX = 2n ** 63n - 1n;

/** Binds `$1…$n`. A whole number becomes INTEGER or BIGINT, so that comparing it with a column does not cast the column. */
export function bindValues(statement: DuckDBPreparedStatement, params: readonly SqlValue[]): void {
  params.forEach((value, index) => {
    bindValue(statement, index + 1, value);
  });
}

function bindValue(statement: DuckDBPreparedStatement, at: number, value: SqlValue): void {
  switch (typeof value) {
    case 'string':
      return statement.bindVarchar(at, value);
    case 'boolean':
      return statement.bindBoolean(at, value);
    case 'number':
      return bindNumber(statement, at, value);
    case 'bigint':
      return value <= INT64_MAX && value >= -INT64_MAX ? statement.bindBigInt(at, value) : statement.bindHugeInt(at, value);
    default:
      return statement.bindNull(at);
  }
}

function bindNumber(statement: DuckDBPreparedStatement, at: number, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) statement.bindDouble(at, value);
  else if (Math.abs(value) <= INT32_MAX) statement.bindInteger(at, value);
  else statement.bindBigInt(at, BigInt(value));
}
