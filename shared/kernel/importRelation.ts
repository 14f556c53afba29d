import type { ColumnPreview } from '../model/import';
import { fault } from '../model/result';
import {
  createFromRelationSql,
  createRowsSql,
  DROP_ROWS_SQL,
  describeRelationSql,
  isZoned,
  keepsType,
  ROWS_RELATION,
  ROWS_TABLE,
  relationInUtc,
  relationRowsSql,
  renamedRelation,
  stageRelationSql,
} from '../sql/relationSql';
import { columnTypeOf, textCells } from './columnGuess';
import {
  type ImportSource,
  type LoadRequest,
  type OpenRelation,
  type PlannedPart,
  PREVIEW_ROWS,
  type Relation,
} from './importPlan';
import { type Loaded, loadStagedRows } from './importRows';
import type { SqlConnection } from './ports';
import type { SourceLineEntry } from './sourceLines';
import { records, type Table } from './table';
import type { TextShape } from './textStream';

type RelationPart = Omit<PlannedPart, 'preview'> & { readonly preview: Omit<PlannedPart['preview'], 'format'> };

/** How rows that their format declares become a table; `name` is the file's. @throws Fault UNKNOWN_COLUMN for wrong `names`. */
export async function planRelation(
  { connection, options: { names }, signal }: ImportSource,
  name: string,
  shape: TextShape,
  open: OpenRelation,
): Promise<RelationPart> {
  const openNamed: OpenRelation = async (...how) => {
    const relation = await open(...how);
    try {
      return withNames(relation, names, name);
    } catch (cause) {
      await relation.release();
      throw cause;
    }
  };
  const relation = await openNamed(connection, signal, PREVIEW_ROWS);
  try {
    const rows = textCells(await connection.query(relationRowsSql(relation.from, PREVIEW_ROWS), [], signal));
    return { dialect: null, shape, found: [], open: openNamed, preview: { columns: relation.columns, rows } };
  } finally {
    await relation.release();
  }
}

function withNames(relation: Relation, names: readonly string[] | undefined, file: string): Relation {
  if (names === undefined) return relation;
  const found = relation.columns.length;
  if (names.length !== found) {
    const values = { file, found, given: names.length };
    throw fault('UNKNOWN_COLUMN', 'file.otherNames', values, { hint: 'hint.namePerColumn', at: { file } });
  }
  const columns = relation.columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
  return { ...relation, from: renamedRelation(relation.from, names), columns };
}

/** Rows have numbers where their file has no lines. */
const NUMBERED: readonly SourceLineEntry[] = [{ fromRow: 0, offset: 1 }];

/** Rows of a relation that the database knows. */
export async function relationOfTable(
  connection: SqlConnection,
  from: string,
  source: { release(): Promise<void> },
): Promise<Relation> {
  const release = () => source.release();
  try {
    const described = records(await connection.query(describeRelationSql(from))).map((row) => ({
      name: String(row.column_name),
      sqlType: String(row.column_type),
    }));
    return { from: relationInUtc(from, described), columns: described.map(declaredColumn), lines: NUMBERED, release };
  } catch (cause) {
    await release();
    throw cause;
  }
}

function declaredColumn({ name, sqlType }: { name: string; sqlType: string }): ColumnPreview {
  return isZoned(sqlType) ? { name, type: 'timestamp', reason: 'utc' } : { name, type: columnTypeOf(sqlType) };
}

/** Batches of rows that the kernel itself reads; in the end, where they stood, unless by their number. */
export type RowBatches = AsyncGenerator<Table, readonly SourceLineEntry[] | undefined, undefined>;

/** Rows put into a table of this connection. Their cells can be cast to the columns' types. */
export async function relationOfRows(
  connection: SqlConnection,
  columns: readonly ColumnPreview[],
  batches: RowBatches,
  limit = Number.POSITIVE_INFINITY,
): Promise<Relation> {
  let lines = NUMBERED;
  async function* wanted(): AsyncIterable<Table> {
    let rows = 0;
    try {
      while (rows < limit) {
        const next = await batches.next();
        if (next.done) {
          lines = next.value ?? NUMBERED;
          return;
        }
        rows += next.value.rowCount;
        yield next.value;
      }
    } finally {
      await batches.return(undefined);
    }
  }
  const release = () => connection.exec(DROP_ROWS_SQL);
  try {
    await connection.exec(createRowsSql(columns));
    await connection.append(ROWS_TABLE, wanted());
  } catch (cause) {
    await release().catch(() => undefined);
    throw cause;
  }
  return { from: ROWS_RELATION, columns, lines, release };
}

/** Makes the table from the rows as they were declared; columns whose type was changed are read from their text. */
export async function loadRelation(request: LoadRequest, open: OpenRelation): Promise<Loaded> {
  const { connection, table, columns, signal } = request;
  const relation = await open(connection, signal);
  try {
    const changed = columns.filter((column, index) => !keepsType(column, relation.columns[index]?.type));
    if (changed.length === 0) {
      await connection.exec(createFromRelationSql(table, relation.from, columns), [], signal);
      return { rejects: { byByte: [], byStagedRow: [], lines: relation.lines }, late: new Map() };
    }
    await connection.exec(stageRelationSql(relation.from, columns, changed), [], signal);
    // What keeps its type is taken over as it is staged, like text.
    const staged = columns.map((column) => (changed.includes(column) ? column : { ...column, type: 'text' as const }));
    const byStagedRow = await loadStagedRows({ ...request, columns: staged }, { dateFormat: null, timestampFormat: null });
    return { rejects: { byByte: [], byStagedRow, lines: relation.lines }, late: new Map() };
  } finally {
    await relation.release();
  }
}
