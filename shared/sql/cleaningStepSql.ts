import { type CleaningStep, type CleaningValue, columnsAfter, type StepKind, type StepOf } from '../model/cleaning';
import type { ColumnType, TableColumn } from '../model/import';
import { regionNames } from '../model/regions';
import { narrowSql, readCellSql, UNKNOWN_TOKENS } from './cellsSql';
import { halfWidthSql, newCell, type PlacedColumn, placed, type Rows, trimSql } from './cleaningRows';
import { SQL_TYPES } from './columnTypes';
import { type IdentifySql, identifySql } from './identifySql';
import { literal } from './quote';

interface TypedSql {
  readonly sql: string;
  readonly type: ColumnType;
}

/** A step over the rows before it, which are called `b`. */
export interface StepSql {
  /** Behind the step. */
  readonly columns: readonly PlacedColumn[];
  /** Cells that are new or other than before. */
  readonly cells: ReadonlyMap<string, string>;
  readonly joins: string;
  /** Columns whose cells may change; a new one has no `before`. */
  readonly touched: readonly { readonly column: string; readonly before: TypedSql | null; readonly after: TypedSql }[];
  /** Where a text was not read. */
  readonly notRead: readonly { readonly value: string; readonly when: string }[];
  /** Statement for the rows that go: `row`, `survivor`. */
  readonly dropped: string | null;
  /** What `identify` finds customers by. */
  readonly identified: IdentifySql | null;
}

type Compilers = { readonly [K in StepKind]: (step: StepOf<K>, before: Rows, columnsOf: ColumnsOf) => StepSql };

/** The columns of another table, which a step was held to. */
export type ColumnsOf = (table: string) => readonly TableColumn[];

/** Whether the rows behind a step are another relation, not only other names for the same cells. */
export function isNewRows({ cells, dropped }: StepSql): boolean {
  return cells.size > 0 || dropped !== null;
}

/** Compiles a step that was held to its columns. Its SQL is exact, and orders only by values and the source's rows. */
export function compileStep(step: CleaningStep, before: Rows, columnsOf: ColumnsOf): StepSql {
  if (step.off) return unchanged(before);
  const compiled = (COMPILERS[step.kind] as (step: CleaningStep, before: Rows, columnsOf: ColumnsOf) => StepSql)(
    step,
    before,
    columnsOf,
  );
  return {
    ...compiled,
    columns: columnsAfter(step, before.columns, (column, index) => ({ ...column, cell: newCell(before, index) })),
  };
}

const COMPILERS: Compilers = {
  trim: ({ columns }, before) => rewrite(before, columns, trimSql),
  width: ({ columns }, before) => rewrite(before, columns, halfWidthSql),
  case: ({ columns, to }, before) => rewrite(before, columns, (cell) => `${to}(${cell})`),
  region: standardise,
  map: replaceValues,
  split: splitColumn,
  parse: parseColumn,
  fill: fillColumn,
  dedupe: (step, before) => dropping(before, duplicatesSql(step, before)),
  dropRows: (step, before) => dropping(before, unwantedSql(step, before)),
  dropColumns: (_, before) => unchanged(before),
  rename: (_, before) => unchanged(before),
  identify,
};

function unchanged({ columns }: Rows): StepSql {
  return { columns, cells: new Map(), joins: '', touched: [], notRead: [], dropped: null, identified: null };
}

/** The same columns with other cells. */
function rewrite(before: Rows, names: readonly string[], cellSql: (cell: string, index: number) => string): StepSql {
  const columns = names.map((name) => placed(before, name));
  const cells = new Map(columns.map(({ cell }, index) => [cell, cellSql(`b.${cell}`, index)]));
  const touched = columns.map(({ name, type, cell }) => ({
    column: name,
    before: { sql: `b.${cell}`, type },
    after: { sql: cells.get(cell) ?? cell, type },
  }));
  return { ...unchanged(before), cells, touched };
}

function standardise({ columns, level }: StepOf<'region'>, before: Rows): StepSql {
  const names = [...regionNames(level)].map(([key, name]) => `(${literal(key)}, ${literal(name)})`).join(', ');
  const joins = columns.map((name, index) => {
    const key = `lower(trim(${halfWidthSql(`b.${placed(before, name).cell}`)}))`;
    return `LEFT JOIN (VALUES ${names}) AS r${index}(key, name) ON r${index}.key = ${key}`;
  });
  const notRead = columns.map((name, index) => {
    const value = `b.${placed(before, name).cell}`;
    return { value, when: `${value} IS NOT NULL AND r${index}.key IS NULL` };
  });
  const rewritten = rewrite(before, columns, (cell, index) => `coalesce(r${index}.name, ${cell})`);
  return { ...rewritten, joins: joins.join(' '), notRead };
}

function replaceValues({ column, values }: StepOf<'map'>, before: Rows): StepSql {
  const pairs = values.map(({ from, to }) => `(${literal(from)}, CAST(${literal(to)} AS VARCHAR))`).join(', ');
  const joins = `LEFT JOIN (VALUES ${pairs}) AS m(key, value) ON m.key = b.${placed(before, column).cell}`;
  return { ...rewrite(before, [column], (cell) => `CASE WHEN m.key IS NULL THEN ${cell} ELSE m.value END`), joins };
}

function splitColumn({ column, by, into }: StepOf<'split'>, before: Rows): StepSql {
  const source = `b.${placed(before, column).cell}`;
  const parts = by.kind === 'separator' ? separatedSql(source, by.separator, into.length) : cutSql(source, by.cuts);
  const cellOf = (index: number) => `NULLIF(${parts[index]}, '')`;
  const cells = new Map(into.map((_, index) => [newCell(before, index), cellOf(index)]));
  const touched = into.map((name, index) => ({
    column: name,
    before: null,
    after: { sql: cellOf(index), type: 'text' as const },
  }));
  return { ...unchanged(before), cells, touched };
}

function separatedSql(cell: string, separator: string, n: number): string[] {
  const pieces = `string_split(${cell}, ${literal(separator)})`;
  return Array.from({ length: n }, (_, index) =>
    index < n - 1 ? `${pieces}[${index + 1}]` : `array_to_string(${pieces}[${n}:], ${literal(separator)})`,
  );
}

function cutSql(cell: string, cuts: readonly number[]): string[] {
  const starts = [0, ...cuts];
  return starts.map((start, index) => {
    const end = cuts[index];
    return end === undefined ? `substring(${cell}, ${start + 1})` : `substring(${cell}, ${start + 1}, ${end - start})`;
  });
}

function parseColumn({ column, to, percent = false }: StepOf<'parse'>, before: Rows): StepSql {
  const { cell } = placed(before, column);
  const sql = readCellSql(`b.${cell}`, { type: to, percent, dateFormat: null, timestampFormat: null });
  const tokens = ['', ...UNKNOWN_TOKENS].map(literal).join(', ');
  return {
    ...unchanged(before),
    cells: new Map([[cell, sql]]),
    touched: [{ column, before: { sql: `b.${cell}`, type: 'text' }, after: { sql, type: to } }],
    notRead: [{ value: `b.${cell}`, when: `${sql} IS NULL AND lower(${narrowSql(`b.${cell}`)}) NOT IN (${tokens})` }],
  };
}

function fillColumn(step: StepOf<'fill'>, before: Rows): StepSql {
  const { type } = placed(before, step.column);
  return rewrite(before, [step.column], (cell) => {
    const { with: filling } = step;
    if (filling.kind === 'constant') return `coalesce(${cell}, ${valueSql(filling.value, type)})`;
    if (filling.kind === 'commonest') return `coalesce(${cell}, (${commonestSql(before, cell)}))`;
    const by = filling.by === undefined ? undefined : `b.${placed(before, filling.by).cell}`;
    const order = by === undefined ? 'b.row' : `${by} NULLS LAST, b.row`;
    const previous = `last_value(${cell} IGNORE NULLS) OVER (ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
    return `CASE WHEN ${cell} IS NULL${by === undefined ? '' : ` AND ${by} IS NOT NULL`} THEN ${previous} ELSE ${cell} END`;
  });
}

function commonestSql({ from }: Rows, cell: string): string {
  const inner = cell.replace('b.', 'f.');
  return `SELECT ${inner} FROM ${from} AS f WHERE ${inner} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`;
}

/** A value of a column's type, which it was held to. */
function valueSql(value: CleaningValue, type: TableColumn['type']): string {
  return `CAST(${literal(value)} AS ${SQL_TYPES[type]})`;
}

function identify(step: StepOf<'identify'>, before: Rows, columnsOf: ColumnsOf): StepSql {
  const identified = identifySql(step, before, columnsOf(step.customers.table));
  const { customer, joins } = identified;
  const after = { sql: customer, type: 'text' as const };
  return {
    ...unchanged(before),
    cells: new Map([[newCell(before, 0), customer]]),
    joins,
    touched: [{ column: step.into, before: null, after }],
    identified,
  };
}

function dropping(before: Rows, dropped: string): StepSql {
  return { ...unchanged(before), dropped };
}

function duplicatesSql({ keys, keep, by }: StepOf<'dedupe'>, before: Rows): string {
  const cells = keys.map((key) => `b.${placed(before, key).cell}`);
  const direction = keep === 'last' ? 'DESC' : 'ASC';
  const order = [...(by === undefined ? [] : [`b.${placed(before, by).cell} ${direction} NULLS LAST`]), `b.row ${direction}`];
  const survivor = `first_value(b.row) OVER (PARTITION BY ${cells.join(', ')} ORDER BY ${order.join(', ')})`;
  const known = cells.map((cell) => `${cell} IS NOT NULL`).join(' AND ');
  return `SELECT row, survivor FROM (SELECT b.row, ${survivor} AS survivor FROM ${before.from} AS b WHERE ${known}) WHERE survivor <> row`;
}

function unwantedSql({ column, when }: StepOf<'dropRows'>, before: Rows): string {
  const { cell, type } = placed(before, column);
  const values = when.kind === 'oneOf' ? when.values.map((value) => valueSql(value, type)).join(', ') : '';
  const condition = when.kind === 'unknown' ? `b.${cell} IS NULL` : `b.${cell} IN (${values})`;
  return `SELECT b.row, CAST(NULL AS BIGINT) AS survivor FROM ${before.from} AS b WHERE ${condition}`;
}
