import { type DataClass, maskOf } from '../model/classification';
import { copiedText } from '../model/mask';
import type { QueryRun, ResultColumn } from '../model/query';
import { Fault, fault, type HuaxiangError } from '../model/result';
import { type CopiedCells, MOST_COPIED_CELLS } from '../model/rowView';
import { sqlShape } from '../model/sqlShape';
import { textCell } from '../model/textCell';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { FORGET_QUERIES_SQL, INSERT_QUERY_SQL, LIST_QUERIES_SQL } from '../sql/queriesSql';
import { toArrowBytes } from './arrowBytes';
import { appendAudit, type NewEntry } from './audit';
import { todayOf } from './columnClasses';
import { auditCode } from './exportKeys';
import { classedColumns } from './queryClasses';
import { type QueryResult, QueryResults } from './queryResults';
import { querySchema } from './querySchema';
import { explainQuery, queryColumns, runQuery, withQuery } from './runQuery';
import type { Session } from './session';
import { type Cell, cellText, records } from './table';
import { cutRows } from './tablePieces';

type QueryMethods = Pick<
  Handlers<KernelMethods>,
  'queries.run' | 'queries.page' | 'queries.copy' | 'queries.check' | 'queries.explain' | 'queries.schema' | 'queries.history'
>;

export function queryHandlers(session: Session): QueryMethods {
  const results = new QueryResults();
  return {
    'queries.run': (request, call) => runAndRemember(session, results, request, call),
    'queries.page': async ({ query, offset, limit }) => {
      const result = results.get(session.open, query);
      const page = cutRows(result.batches, offset, Math.min(result.rows, offset + limit));
      return { offset, total: result.rows, arrow: toArrowBytes(page) };
    },
    'queries.copy': async (request) => copyResult(results.get(session.open, request.query), request),
    'queries.check': ({ sql }, { signal }) =>
      withQuery(session, sql, signal, async (query) => ({ columns: await queryColumns(query) })),
    'queries.explain': ({ sql }, { signal }) =>
      withQuery(session, sql, signal, async (query) => ({ plan: await explainQuery(query) })),
    'queries.schema': () => session.readOneVersion((connection) => querySchema(session, connection)),
    'queries.history': () => session.read(async (connection) => records(await connection.query(LIST_QUERIES_SQL)).map(queryRun)),
  };
}

type Run = Omit<QueryRun, 'id'>;

async function runAndRemember(
  session: Session,
  results: QueryResults,
  { sql, limit }: Args<KernelMethods, 'queries.run'>,
  call: CallContext,
) {
  const workspace = session.open;
  const { clock } = session.ports;
  const start = clock.now();
  const run = (rest: Pick<Run, 'rows' | 'more' | 'error'>): Run => {
    // Blanks before it only say where it stands in a longer text.
    return { sql: sql.trim(), startedAt: new Date(start).toISOString(), seconds: (clock.now() - start) / 1000, ...rest };
  };
  try {
    const { rows, more, columns, batches } = await withQuery(session, sql, call.signal, async (query) => {
      const given = await runQuery(query, limit);
      return { ...given, columns: classedColumns(given, query, todayOf(session)) };
    });
    const done = run({ rows, more, error: null });
    await remember(session, done, columns);
    return { query: results.add(workspace, { columns, batches, rows }), columns, rows, more, seconds: done.seconds };
  } catch (cause) {
    if (cause instanceof Fault) await remember(session, run({ rows: null, more: false, error: cause.error }));
    throw cause;
  }
}

/** Each has an entry in the audit, too, without the values that it names. Pages of its rows have none: whoever turns them ran it here. */
async function remember(
  session: Session,
  { sql, startedAt, seconds, rows, more, error }: Run,
  columns?: readonly ResultColumn[],
): Promise<void> {
  const params = [sql, startedAt, seconds, rows, more, error === null ? null : JSON.stringify(error)];
  const said = await querySaid(session, sql);
  const entry: NewEntry = columns
    ? { action: 'query.run', detail: { ...said, rows, columns: columns.length, classes: classesOf(columns) } }
    : { action: 'query.fail', detail: { ...said, error: error?.code ?? null } };
  await session.write(async (connection) => {
    await appendAudit(connection, session.ports, entry);
    await connection.exec(INSERT_QUERY_SQL, params);
    await connection.exec(FORGET_QUERIES_SQL);
  });
  session.changed('queries', 'audit');
}

async function querySaid(session: Session, sql: string): Promise<{ readonly sql: string } | { readonly code: string }> {
  const shape = sqlShape(sql);
  return shape === null ? { code: await auditCode(session, sql) } : { sql: shape };
}

function classesOf(columns: readonly ResultColumn[]): DataClass[] {
  return [...new Set(columns.map(({ dataClass }) => dataClass))].sort();
}

function queryRun({ id, sql, started_at, seconds, rows, more, error }: Record<string, Cell>): QueryRun {
  return {
    id: Number(id),
    sql: String(sql),
    startedAt: String(started_at),
    seconds: Number(seconds),
    rows: rows === null || rows === undefined ? null : Number(rows),
    more: more === true,
    error: typeof error === 'string' ? (JSON.parse(error) as HuaxiangError) : null,
  };
}

/** @throws Fault INVALID_REQUEST for more than `MOST_COPIED_CELLS`. */
function copyResult(
  result: QueryResult,
  { rows: [from, to], columns: [first, last], names }: Args<KernelMethods, 'queries.copy'>,
): CopiedCells {
  const table = cutRows(result.batches, from, Math.min(result.rows, to + 1));
  const columns = result.columns.slice(first, last + 1).map((column) => ({ ...column, mask: maskOf(column) }));
  const cells = table.rowCount * columns.length;
  if (cells > MOST_COPIED_CELLS) {
    throw fault('INVALID_REQUEST', 'table.manyCells', { cells, maximum: MOST_COPIED_CELLS }, { hint: 'hint.selectLess' });
  }
  const values = table.columns.slice(first, last + 1);
  const lines = names ? [columns.map(({ name }) => textCell(name)).join('\t')] : [];
  for (let row = 0; row < table.rowCount; row++) {
    const texts = values.map((column, index) => {
      const { type, mask } = columns[index] ?? {};
      return copiedText(cellText(column, row), { isText: type === 'text', kind: mask });
    });
    lines.push(texts.join('\t'));
  }
  const masked = columns.flatMap(({ name, mask }) => (mask ? [{ column: name, kind: mask }] : []));
  return { text: lines.join('\n'), cells, masked };
}
