import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type ParquetType, parquetType } from '../model/parquetType';
import { EXPORT_FILE, exportValuesSql, stagedName } from '../sql/exportRowsSql';
import { describeRelationSql } from '../sql/relationSql';
import type { SqlConnection } from './ports';
import { type Column, records, type Table } from './table';

/** Rows that are held before they are written together. */
const ROW_GROUP_ROWS = 100_000;

type ParquetValue = string | number | bigint | boolean | null;

/** What the columns of the file are, in its order. */
export async function parquetTypes(connection: SqlConnection, columns: number): Promise<ParquetType[]> {
  const described = records(await connection.query(describeRelationSql(EXPORT_FILE)));
  const types = new Map(described.map(({ column_name: name, column_type: type }) => [String(name), String(type)]));
  return Array.from({ length: columns }, (_, place) => parquetType(types.get(stagedName(place)) ?? ''));
}

/**
 * The rows that were staged as a Parquet file: uncompressed pages of plain values, so that no byte of it stands for more than it is, and
 * without statistics, which a reader would believe in the place of the rows.
 */
export async function parquetBytes(
  connection: SqlConnection,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const types = await parquetTypes(connection, names.length);
  const bytes = new ByteWriter();
  const schema = names.map((name, place) => ({ name, repetition_type: 'OPTIONAL' as const, ...types[place]?.element }));
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'customers', num_children: names.length }, ...schema],
    codec: 'UNCOMPRESSED',
    statistics: false,
    createdBy: 'huaxiang',
  });
  const write = (values: readonly ParquetValue[][]) =>
    writer.write({
      columnData: names.map((name, place) => ({ name, data: values[place] ?? [], encoding: 'PLAIN', offsetIndex: false })),
      rowGroupSize: ROW_GROUP_ROWS,
    });
  let held: ParquetValue[][] = names.map(() => []);
  const rows = connection.stream(
    exportValuesSql(
      EXPORT_FILE,
      types.map(({ asText }) => asText),
    ),
    [],
    signal,
  );
  for await (const batch of rows) {
    hold(held, batch, types);
    if ((held[0]?.length ?? 0) < ROW_GROUP_ROWS) continue;
    const full = held.map((values) => values.slice(0, ROW_GROUP_ROWS));
    held = held.map((values) => values.slice(ROW_GROUP_ROWS));
    await write(full);
  }
  await write(held);
  await writer.finish();
  return bytes.getBytes();
}

function hold(held: readonly ParquetValue[][], batch: Table, types: readonly ParquetType[]): void {
  for (const [place, values] of held.entries()) {
    const [column, type] = [batch.columns[place], types[place]];
    if (!column || !type) throw new Error(`no column ${place} in the result`);
    const known = column.valid;
    for (let row = 0; row < batch.rowCount; row++) values.push(known && !known[row] ? null : valueAt(column, row, type));
  }
}

function valueAt(column: Column, row: number, { element }: ParquetType): ParquetValue {
  const value = column.values[row] ?? null;
  if (column.kind === 'boolean') return value === 1;
  if (element.converted_type === 'DECIMAL') return BigInt(String(value).replace('.', ''));
  return element.type === 'INT64' && typeof value === 'number' ? BigInt(value) : value;
}
