import { CREATE_RANGE_SQL, RANGE_TABLE } from '../sql/rowViewSql';
import type { SqlConnection } from './ports';
import type { Table } from './table';

const IDS_PER_BATCH = 65_536;

/** Puts row numbers where a statement of the same connection finds them (`RANGE_TABLE`), in place of those before. */
export async function keepRange(connection: SqlConnection, rows: Uint32Array): Promise<void> {
  await connection.exec(CREATE_RANGE_SQL);
  await connection.append(RANGE_TABLE, idBatches(rows));
}

function* idBatches(rows: Uint32Array): Generator<Table> {
  for (let from = 0; from < rows.length; from += IDS_PER_BATCH) {
    const values = rows.slice(from, from + IDS_PER_BATCH);
    yield { rowCount: values.length, columns: [{ name: 'row', sqlType: 'UINTEGER', valid: null, kind: 'number', values }] };
  }
}
