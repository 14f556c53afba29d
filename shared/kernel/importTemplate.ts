import type { ImportPreview, ImportReceipt, ImportTemplate } from '../model/import';
import { LIST_IMPORTS_SQL } from '../sql/workspaceSql';
import type { SqlConnection } from './ports';
import { records } from './table';

/** The newest import of a file with the same columns, whose choices next month's file is likely to want again. */
export async function findTemplate(connection: SqlConnection, preview: ImportPreview): Promise<ImportTemplate | undefined> {
  const receipts = records(await connection.query(LIST_IMPORTS_SQL)).map(
    ({ receipt }) => JSON.parse(String(receipt)) as ImportReceipt,
  );
  const like = receipts.find((receipt) => isLike(preview, receipt));
  if (!like) return undefined;
  const { id, table, file, importedAt, options } = like;
  return { receipt: id, table, file, importedAt, options };
}

/** Columns that a person named have no names in the file: then their number must do. */
function isLike(preview: ImportPreview, { format, header, columns: all, leftOut = [], files, options }: ImportReceipt): boolean {
  // The last column of several files says which one.
  const columns = files ? all.slice(0, -1) : all;
  const taken = preview.columns.filter(({ name }) => !leftOut.includes(name));
  if (preview.format !== format || preview.header !== header || taken.length !== columns.length) return false;
  if (options.names) return header === false;
  return taken.every(({ name }, index) => name === columns[index]?.name);
}
