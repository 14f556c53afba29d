import type { ValueBatch } from '../bits/batch';
import type { BitStore } from '../bits/bitStore';
import { type CodeColumn, CodeColumnBuilder } from '../bits/codeColumn';
import { type NumberColumn, NumberColumnBuilder } from '../bits/numberColumn';
import type { TagType } from '../model/tag';
import {
  createDictionarySql,
  DROP_DICTIONARY_SQL,
  readDictionarySql,
  tagCodesSql,
  tagColumnSql,
  type ValuePlace,
} from '../sql/tagsSql';
import type { SqlConnection } from './ports';
import { columnOf, records, rowNumbers, type Table } from './table';

/** Above this a dictionary costs more than it saves: conditions on such values are answered by SQL. */
export const MOST_DISTINCT = 65_535;

/** What a column is made for. */
export interface ColumnRows {
  readonly store: BitStore;
  readonly rowCount: number;
  /** Per row number of the relation its row in the column, where the two differ. */
  readonly rowOf?: Uint32Array;
}

type Builder = CodeColumnBuilder | NumberColumnBuilder;

/** A relation's values in a column; null where they are texts of more kinds than a dictionary is made for. @throws Fault OUT_OF_MEMORY */
export async function loadColumn(
  connection: SqlConnection,
  place: ValuePlace,
  type: TagType,
  rows: ColumnRows,
  signal?: AbortSignal,
): Promise<CodeColumn | NumberColumn | null> {
  if (type === 'category') return await loadTexts(connection, place, rows, signal);
  const values = () => connection.stream(tagColumnSql(place, type), [], signal);
  if (type === 'boolean') {
    const builder = new CodeColumnBuilder(rows.store, rows.rowCount, { kind: 'boolean' });
    await fillColumn(builder, values(), rows.rowOf);
    return builder.finish();
  }
  const builder = new NumberColumnBuilder(rows.store, rows.rowCount, type);
  await fillColumn(builder, values(), rows.rowOf);
  return builder.finish();
}

async function loadTexts(
  connection: SqlConnection,
  place: ValuePlace,
  { store, rowCount, rowOf }: ColumnRows,
  signal?: AbortSignal,
): Promise<CodeColumn | null> {
  await connection.exec(createDictionarySql(place), [], signal);
  try {
    const texts = records(await connection.query(readDictionarySql(MOST_DISTINCT + 1), [], signal));
    if (texts.length > MOST_DISTINCT) return null;
    const builder = new CodeColumnBuilder(store, rowCount, {
      kind: 'category',
      dictionary: texts.map(({ value }) => String(value)),
    });
    await fillColumn(builder, connection.stream(tagCodesSql(place), [], signal), rowOf);
    return builder.finish();
  } finally {
    await connection.exec(DROP_DICTIONARY_SQL).catch(() => undefined);
  }
}

/** Puts rows with their values into a column; gives its memory back where that is broken off. */
export async function fillColumn(builder: Builder, batches: AsyncIterable<Table>, rowOf?: Uint32Array): Promise<void> {
  try {
    for await (const batch of batches) {
      const rows = rowNumbers(batch);
      builder.add(rowOf ? placed(rows, rowOf) : rows, columnOf(batch, 'value') as ValueBatch);
    }
  } catch (cause) {
    builder.discard();
    throw cause;
  }
}

function placed(rows: ArrayLike<number>, rowOf: Uint32Array): Uint32Array {
  const places = new Uint32Array(rows.length);
  for (let index = 0; index < rows.length; index++) places[index] = rowOf[rows[index] ?? 0] ?? 0;
  return places;
}
