import type { Coarse } from '../model/coarse';
import type { ColumnType, TableColumn } from '../model/import';
import type { Manifest } from '../model/package';
import { REVIEWED_TABLE } from '../model/packageReview';
import { identifier, literal, qualified } from './quote';

type Declared = Pick<Manifest['columns'][number], 'treatment' | 'kind'>;

/** The cells of a package as they were before they were made safe for spreadsheets: texts `c0`, `c1`, … in a table of the connection's own. */
export const PACKAGE_CELLS = { schema: 'main', name: 'package_cells' } as const;

export function cellName(place: number): string {
  return `c${place}`;
}

export function createCellsSql(columns: number): string {
  const cells = Array.from({ length: columns }, (_, place) => `${cellName(place)} VARCHAR`);
  return `CREATE OR REPLACE TEMP TABLE ${PACKAGE_CELLS.name} (${cells.join(', ')})`;
}

export const DROP_CELLS_SQL = `DROP TABLE ${PACKAGE_CELLS.name}`;

const SQL_TYPES: Readonly<Partial<Record<ColumnType, string>>> = {
  number: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  boolean: 'BOOLEAN',
};

function typed(cell: string, type: ColumnType): string {
  const sqlType = SQL_TYPES[type];
  return sqlType === undefined ? cell : `TRY_CAST(${cell} AS ${sqlType})`;
}

/**
 * `rows`, and per column its known cells `n0`, the length of the longest `l0`, cells that are no value of its type `m0`, and cells that
 * its treatment did not make `u0`.
 */
export function measureCellsSql(columns: readonly (Declared & { readonly type: ColumnType })[]): string {
  const measures = columns.flatMap((column, place) => {
    const cell = cellName(place);
    return [
      `count(${cell}) AS n${place}`,
      `max(length(${cell})) AS l${place}`,
      `count(*) FILTER (WHERE ${cell} IS NOT NULL AND ${typed(cell, column.type)} IS NULL) AS m${place}`,
      `count(*) FILTER (WHERE ${untreatedSql(column, cell) ?? 'FALSE'}) AS u${place}`,
    ];
  });
  return `SELECT count(*) AS rows, ${measures.join(', ')} FROM ${PACKAGE_CELLS.name}`;
}

/** The cells that could show what a manifest does not say: those that a mask or a pseudonym should have hidden, else all. */
export function shownCells(column: Declared, place: number): string {
  const hides = column.treatment.kind === 'mask' || column.treatment.kind === 'hash';
  const untreated = hides ? untreatedSql(column, cellName(place)) : null;
  return untreated === null ? PACKAGE_CELLS.name : `(FROM ${PACKAGE_CELLS.name} WHERE ${untreated})`;
}

/** Whether a known cell is none that the treatment makes; null where that cannot be told from a cell. */
function untreatedSql({ treatment, kind }: Declared, cell: string): string | null {
  switch (treatment.kind) {
    case 'hash':
      return unlike(cell, 'h[A-Za-z0-9_-]{22}');
    case 'mask':
      if (kind === 'freeText') return null;
      return kind === null ? `${cell} <> '***'` : `(${cell} <> '' AND NOT contains(${cell}, '*'))`;
    case 'generalise':
      return uncoarseSql(treatment.to, cell);
    default:
      return null;
  }
}

const PERIODS = { month: '-[0-9]{2}', quarter: '-Q[1-4]', year: '' } as const;

function uncoarseSql(to: Coarse, cell: string): string | null {
  if ('region' in to) return null;
  if ('unit' in to) return unlike(cell, `-?[0-9]{4,}${PERIODS[to.unit]}`);
  if (to.width === 1) return unlike(cell, '-?[0-9]+');
  const end = (pattern: string) => `TRY_CAST(regexp_extract(${cell}, ${literal(pattern)}, 1) AS HUGEINT)`;
  return `(${cell} IS NOT NULL AND ${end('–(-?[0-9]+)$')} - ${end('^(-?[0-9]+)–')} + 1 IS DISTINCT FROM ${to.width})`;
}

function unlike(cell: string, pattern: string): string {
  return `NOT regexp_full_match(${cell}, ${literal(pattern)})`;
}

/** The table that people look at, in the order of the file. */
export function reviewedTableSql(columns: readonly TableColumn[]): string {
  const values = columns.map(({ name, type }, place) => `${typed(cellName(place), type)} AS ${identifier(name)}`);
  return `CREATE TABLE ${qualified('data', REVIEWED_TABLE)} AS SELECT ${values.join(', ')} FROM ${PACKAGE_CELLS.name} ORDER BY rowid`;
}
