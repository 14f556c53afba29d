import type { TableColumn } from '../model/import';
import { copiedText } from '../model/mask';
import { fault } from '../model/result';
import {
  type CellRange,
  type ColumnSummary,
  type CopiedCells,
  isPlain,
  MOST_COPIED_CELLS,
  PLAIN_VIEW,
  type RangeSummary,
  type RowView,
} from '../model/rowView';
import { textCell } from '../model/textCell';
import type { KernelMethods, TablePage } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { FIND_ROWS_SQL, rangeCellsSql, rowsPageSql, type SummedRows, summarySql } from '../sql/rowViewSql';
import { tablePageSql } from '../sql/workspaceSql';
import { toArrowBytes } from './arrowBytes';
import { columnClasses, masksOf } from './columnClasses';
import { followProgress } from './importFile';
import type { SqlConnection } from './ports';
import { keepRange } from './rowRange';
import { viewRows } from './rowViews';
import type { Session } from './session';
import { type ShownLoad, shownLoad } from './shownLoad';
import { type Cell, cellText, records, type Table } from './table';
import { countRows, findColumn, findLoad } from './tables';

type TableRowMethods = Pick<Handlers<KernelMethods>, 'tables.page' | 'tables.summary' | 'tables.copy' | 'tables.masks'>;

export function tableRowHandlers(session: Session): TableRowMethods {
  return {
    'tables.page': (request, call) =>
      request.view && !isPlain(request.view) ? viewPage(session, request, request.view, call) : plainPage(session, request, call),
    'tables.summary': (request, call) => session.readOneVersion((connection) => summary(session, connection, request, call)),
    'tables.copy': (request, call) => session.readOneVersion((connection) => copyCells(session, connection, request, call)),
    'tables.masks': ({ table, receipt }, { signal }) =>
      session.readOneVersion(async (connection) => {
        const load = await findLoad(connection, table, receipt);
        return masksOf(await columnClasses(session, connection, load, signal));
      }),
  };
}

type PageRequest = Args<KernelMethods, 'tables.page'>;

function plainPage(session: Session, { table, receipt, offset, limit }: PageRequest, call: CallContext): Promise<TablePage> {
  return session.readAside(async (connection) => {
    const { relation, storedAs, columns } = await shownLoad(session, connection, { table, receipt }, call.signal);
    const names = columns.map(({ name }) => name);
    const page = await connection.query(tablePageSql(relation, names, offset, limit), [], call.signal);
    return { offset, total: await countRows(connection, storedAs), arrow: toArrowBytes(page) };
  });
}

function viewPage(
  session: Session,
  { table, receipt, offset, limit }: PageRequest,
  view: RowView,
  call: CallContext,
): Promise<TablePage> {
  return session.readOneVersion(async (connection) => {
    const load = await shownLoad(session, connection, { table, receipt }, call.signal);
    const order = await viewRows(session, connection, load, view, call);
    const ids = order.subarray(offset, offset + limit);
    await connection.exec(FIND_ROWS_SQL);
    const names = load.columns.map(({ name }) => name);
    const page = await connection.query(rowsPageSql(load.relation, names, ids), [], call.signal);
    return { offset, total: order.length, arrow: toArrowBytes(page), rows: Array.from(ids, (id) => id + 1) };
  });
}

type RangeRequest = Omit<Args<KernelMethods, 'tables.summary'>, 'range'> & { readonly range: CellRange };

/** What a range of cells stands for: its load, its columns, and the ids of its rows, or both ends of them in source order. */
interface FoundRange {
  readonly load: ShownLoad;
  readonly columns: readonly TableColumn[];
  /** Rows of the table. */
  readonly total: number;
  readonly rows: Uint32Array | { readonly from: number; readonly to: number };
}

async function findRange(
  session: Session,
  connection: SqlConnection,
  { table, receipt, view = PLAIN_VIEW, range }: RangeRequest,
  call: CallContext,
): Promise<FoundRange> {
  const load = await shownLoad(session, connection, { table, receipt }, call.signal);
  const columns = range.columns.map((name) => findColumn(load.name, load.columns, name));
  const total = await countRows(connection, load.storedAs);
  const [from, to] = range.rows;
  if (isPlain(view)) return { load, columns, total, rows: { from, to: Math.min(to, total - 1) } };
  const order = await viewRows(session, connection, load, view, call);
  return { load, columns, total, rows: order.subarray(from, to + 1) };
}

async function summary(
  session: Session,
  connection: SqlConnection,
  request: RangeRequest,
  call: CallContext,
): Promise<RangeSummary> {
  const { load, columns, total, rows } = await findRange(session, connection, request, call);
  const summed = await summedRows(connection, rows, total);
  const sql = summarySql(load.relation, columns, summed);
  const found = await followProgress(connection, call, 'summary', () => connection.query(sql, [], call.signal));
  const row = records(found)[0] ?? {};
  return { rows: Number(row.rows), columns: columns.map(({ name }, index) => columnSummary(name, index, row)) };
}

async function summedRows(connection: SqlConnection, rows: FoundRange['rows'], total: number): Promise<SummedRows> {
  if (!(rows instanceof Uint32Array)) return rows;
  if (rows.length === total) return 'all';
  await keepRange(connection, rows);
  return 'range';
}

function columnSummary(name: string, index: number, row: Record<string, Cell>): ColumnSummary {
  const figures = { distinct: row[`d${index}`], sum: row[`s${index}`], min: row[`low${index}`], max: row[`high${index}`] };
  const known = Object.entries(figures).filter(([, value]) => value !== undefined && value !== null);
  return { name, known: Number(row[`k${index}`]), ...Object.fromEntries(known) };
}

/** @throws Fault INVALID_REQUEST for more than `MOST_COPIED_CELLS`. */
async function copyCells(
  session: Session,
  connection: SqlConnection,
  request: RangeRequest & { readonly names: boolean },
  call: CallContext,
): Promise<CopiedCells> {
  const found = await findRange(session, connection, request, call);
  const { load, columns, rows } = found;
  const cells = columns.length * (rows instanceof Uint32Array ? rows.length : Math.max(0, rows.to - rows.from + 1));
  if (cells > MOST_COPIED_CELLS) {
    throw fault('INVALID_REQUEST', 'table.manyCells', { cells, maximum: MOST_COPIED_CELLS }, { hint: 'hint.selectLess' });
  }
  const names = new Set(columns.map(({ name }) => name));
  const masks = masksOf(await columnClasses(session, connection, load, call.signal));
  const masked = masks.filter(({ column }) => names.has(column));
  const looks = columns.map(({ name, type }) => ({
    isText: type === 'text',
    kind: load.isMasked ? undefined : masked.find(({ column }) => column === name)?.kind,
  }));
  const copied = (text: string | null, index: number) => copiedText(text, looks[index] ?? { isText: true, kind: undefined });
  const lines = request.names ? [columns.map(({ name }) => textCell(name)).join('\t')] : [];
  const table = await rangeCells(connection, found, call.signal);
  for (let row = 0; row < table.rowCount; row++) {
    lines.push(table.columns.map((column, index) => copied(cellText(column, row), index)).join('\t'));
  }
  return { text: lines.join('\n'), cells, masked };
}

async function rangeCells(
  connection: SqlConnection,
  { load: { relation }, columns, rows }: FoundRange,
  signal: AbortSignal,
): Promise<Table> {
  const names = columns.map(({ name }) => name);
  if (!(rows instanceof Uint32Array)) {
    return await connection.query(tablePageSql(relation, names, rows.from, rows.to - rows.from + 1), [], signal);
  }
  await keepRange(connection, rows);
  return await connection.query(rangeCellsSql(relation, names), [], signal);
}
