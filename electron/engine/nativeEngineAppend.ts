import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  FLOAT,
  INTEGER,
  SMALLINT,
  TIMESTAMP,
  TINYINT,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { duckdbFault } from '#shared/engines/duckdbFault';
import type { Column, Table } from '#shared/kernel/table';

/** Appends by position; the appender casts each value to the type of the table's column. */
export async function appendBatches(
  connection: DuckDBConnection,
  table: { schema: string; name: string },
  batches: AsyncIterable<Table> | Iterable<Table>,
): Promise<void> {
  const appender = await asFault(() => connection.createAppender(table.name, table.schema));
  try {
    for await (const batch of batches) {
      await asFault(() => appendBatch(appender, batch));
      await nextTurn();
    }
    await asFault(() => appender.flushSync());
  } catch (cause) {
    appender.clear();
    throw cause;
  } finally {
    appender.closeSync();
  }
}

/** Only DuckDB's own errors become faults here; an error of the batches' source stays what it is. */
async function asFault<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw duckdbFault(cause);
  }
}

function appendBatch(appender: DuckDBAppender, batch: Table): void {
  if (batch.columns.length !== appender.columnCount) {
    throw new Error(`Binder Error: the table has ${appender.columnCount} columns but ${batch.columns.length} were given`);
  }
  const most = duckdb.vector_size();
  const types = batch.columns.map(appendType);
  for (let from = 0; from < batch.rowCount; from += most) {
    const rows = Math.min(most, batch.rowCount - from);
    const chunk = DuckDBDataChunk.create(types, rows);
    batch.columns.forEach((column, index) => {
      fillVector(duckdb.data_chunk_get_vector(chunk.chunk, index), column, from, rows);
    });
    appender.appendDataChunk(chunk);
  }
}

function appendType(column: Column): DuckDBType {
  switch (column.kind) {
    case 'boolean':
      return BOOLEAN;
    case 'bigint':
      return BIGINT;
    case 'date':
      return DATE;
    case 'timestamp':
      return TIMESTAMP;
    case 'text':
      return VARCHAR;
    case 'number':
      return numberType(column.values);
  }
}

function numberType(values: ArrayBufferView): DuckDBType {
  if (values instanceof Float64Array) return DOUBLE;
  if (values instanceof Float32Array) return FLOAT;
  if (values instanceof Int32Array) return INTEGER;
  if (values instanceof Uint32Array) return UINTEGER;
  if (values instanceof Int16Array) return SMALLINT;
  if (values instanceof Uint16Array) return USMALLINT;
  return values instanceof Int8Array ? TINYINT : UTINYINT;
}

type Vector = Parameters<typeof duckdb.vector_get_data>[0];

function fillVector(vector: Vector, column: Column, from: number, rows: number): void {
  if (column.kind === 'text') {
    for (let row = 0; row < rows; row++) {
      if (column.valid === null || column.valid[from + row] === 1) {
        duckdb.vector_assign_string_element(vector, row, column.values[from + row] ?? '');
      }
    }
  } else {
    const part = column.values.slice(from, from + rows);
    duckdb.copy_data_to_vector(vector, 0, part.buffer as ArrayBuffer, part.byteOffset, part.byteLength);
  }
  if (column.valid !== null) fillValidity(vector, column.valid.subarray(from, from + rows));
}

function fillValidity(vector: Vector, valid: Uint8Array): void {
  const bits = new Uint8Array(Math.ceil(valid.length / 64) * 8);
  for (let row = 0; row < valid.length; row++) {
    if (valid[row] === 1) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
  }
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, bits.buffer, 0, bits.byteLength);
}
