/** A result column as the caller asked for it. */
export interface ColumnLabel {
  readonly name: string;
  readonly sqlType: string;
}

/**
 * `sql` with the columns that have no kind of their own (times, lists, structs, …) cast to text by the database, so that
 * both engines print them alike. Names are lost on the way; the caller keeps them as labels.
 */
export function withOddColumnsAsText(sql: string, odd: readonly boolean[]): string {
  const names = odd.map((_, index) => `c${index}`);
  const columns = names.map((name, index) => (odd[index] ? `CAST(${name} AS VARCHAR)` : name));
  return `SELECT ${columns.join(', ')} FROM ${nested(sql, names)}`;
}

/** Does all the work of `sql` and gives one row; for the fault that it ends with. */
export function withoutRows(sql: string, columnCount: number): string {
  const names = Array.from({ length: columnCount }, (_, index) => `c${index}`);
  return `SELECT count(hash(${names.join(', ')})) FROM ${nested(sql, names)}`;
}

/** Asks for the names and types of the columns of `sql`, without running it. */
export function describing(sql: string): string {
  return `SELECT column_name, column_type FROM (DESCRIBE ${sql.replace(/[\s;]+$/, '')}\n)`;
}

/** True for a type, by its SQL name, that no Arrow stream of the wasm engine gives as a kind of column. */
export function isOddType(sqlType: string): boolean {
  return !/^((BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DATE|VARCHAR|UUID|TIMESTAMP[A-Z_ ]*)|DECIMAL\(.*\))$/.test(
    sqlType,
  );
}

function nested(sql: string, names: readonly string[]): string {
  return `(\n${sql.replace(/[\s;]+$/, '')}\n) AS _(${names.join(', ')})`;
}

/** Only a statement that reads may stand inside another. */
export function isSelect(sql: string): boolean {
  return /^(?:\s|\(|--[^\n]*\n|\/\*.*?\*\/)*(select|from|with|values|table)\b/is.test(sql);
}
