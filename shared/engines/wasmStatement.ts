import type { SqlValue } from '#shared/kernel/ports';
import { literal } from '#shared/sql/quote';

/**
 * A statement with its parameters. duckdb-wasm's own prepared statements run to their end without a chance to cancel, so this goes
 * through SQL's PREPARE, which replaces the one before, and EXECUTE, which can be polled like any statement. The values
 * get the types that the native engine binds. The statement begins on the second line.
 */
export function preparedCall(sql: string, params: readonly SqlValue[]): string {
  return `PREPARE call AS\n${sql.replace(/[\s;]+$/, '')}\n;EXECUTE call(${params.map(argument).join(', ')})`;
}

function argument(value: SqlValue): string {
  if (typeof value === 'bigint') return `CAST('${value}' AS ${fitsBigint(value) ? 'BIGINT' : 'HUGEINT'})`;
  if (typeof value === 'number' && (!Number.isSafeInteger(value) || Object.is(value, -0)))
    return `CAST('${doubleText(value)}' AS DOUBLE)`;
  return literal(value);
}

function fitsBigint(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

function doubleText(value: number): string {
  return Object.is(value, -0) ? '-0.0' : `${value}`;
}

/** duckdb-wasm wraps some errors in JSON and some in a sentence of its own; this is DuckDB's text. */
export function wasmErrorText(cause: unknown): string {
  const text = unwrapJson(cause instanceof Error ? cause.message : String(cause));
  return text.split('closed pending query result\nError: ').at(-1) ?? text;
}

function unwrapJson(text: string): string {
  const start = text.indexOf('{"exception_type"');
  if (start < 0) return text;
  try {
    const parsed: { exception_type?: unknown; exception_message?: unknown } = JSON.parse(text.slice(start));
    return `${parsed.exception_type} Error: ${parsed.exception_message}`;
  } catch {
    return text;
  }
}
