import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { RESULT_HEADERS, RESULT_WORDS, type ReceivedResults, type ResultColumns, type ResultRows } from '../model/workList';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import {
  COUNT_READ_SQL,
  EXAMPLES_SQL,
  FORGET_READ_SQL,
  LATE_EXAMPLES_SQL,
  LATE_SQL,
  readResultsSql,
  TAKE_RESULTS_SQL,
} from '../sql/workListsSql';
import { appendAudit } from './audit';
import type { SqlConnection } from './ports';
import { renewTags } from './refreshTags';
import type { Session } from './session';
import { readSourceLines } from './sourceLines';
import { records, type Table } from './table';
import { findColumn, findTable } from './tables';
import { findPlan } from './workLists';
import { keepWorkRows } from './workRows';

export function workResultHandlers(session: Session): Pick<Handlers<KernelMethods>, 'workLists.receive'> {
  return {
    'workLists.receive': async ({ campaign, table, columns }, call) => {
      const { signal } = call;
      const received = await session.writeData(async (connection, change) => {
        const { due } = await findPlan(connection, campaign);
        const source = { table, ...(await columnsOf(connection, table, columns)) };
        const words = Object.entries(RESULT_WORDS).flatMap(([result, all]) => all.map((word) => [word, result] as const));
        await connection.exec(readResultsSql({ ...source, amount: source.amount ?? null }, campaign, words), [], signal);
        const found = await describeRead(connection, table, due);
        await connection.exec(TAKE_RESULTS_SQL, [table], signal);
        await appendAudit(connection, session.ports, { action: 'workList.receive', detail: { campaign, table } });
        await connection.exec(FORGET_READ_SQL);
        const customers = await keepWorkRows(session, connection, signal);
        if (customers) change.customers = customers;
        return found;
      });
      session.changed('workLists', 'workspace', 'tables', 'entities', 'tags', 'segments');
      await renewTags(session, call);
      return received;
    },
  };
}

/** Those that were named, else by the headers that files of orders are written with. @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_WORK_LIST. */
async function columnsOf(connection: SqlConnection, table: string, asked: ResultColumns | undefined): Promise<ResultColumns> {
  const { columns } = await findTable(connection, table);
  if (asked) {
    for (const name of Object.values(asked)) if (name !== undefined) findColumn(table, columns, name);
    return asked;
  }
  const byHeader = (field: keyof ResultColumns) =>
    columns.find(({ name }) => RESULT_HEADERS[field].some((header) => header === name.trim().toLowerCase()))?.name;
  const need = (field: 'order' | 'result' | 'day') => {
    const found = byHeader(field);
    if (found !== undefined) return found;
    const said = { table: quoted(table), header: RESULT_HEADERS[field].map(quoted).join(', ') };
    throw fault('INVALID_WORK_LIST', 'work.noColumn', said, { hint: 'hint.nameColumns', at: { path: `columns.${field}` } });
  };
  const amount = byHeader('amount');
  return { order: need('order'), result: need('result'), day: need('day'), ...(amount === undefined ? {} : { amount }) };
}

async function describeRead(connection: SqlConnection, table: string, due: string): Promise<ReceivedResults> {
  const counts = new Map(records(await connection.query(COUNT_READ_SQL)).map(({ why, n }) => [String(why), Number(n)]));
  const lineOf = await readSourceLines(connection, table);
  const examples = (rows: Table) =>
    records(rows).map(({ row, id, found }) => ({ line: lineOf(Number(row)), order: String(id ?? ''), found: String(found) }));
  const rowsOf = async (why: string): Promise<ResultRows> => ({
    n: counts.get(why) ?? 0,
    examples: examples(await connection.query(EXAMPLES_SQL, [why])),
  });
  return {
    rows: [...counts.values()].reduce((sum, n) => sum + n, 0),
    taken: counts.get('taken') ?? 0,
    unmatched: await rowsOf('unmatched'),
    duplicates: await rowsOf('duplicate'),
    late: {
      n: Number(records(await connection.query(LATE_SQL, [due]))[0]?.n),
      examples: examples(await connection.query(LATE_EXAMPLES_SQL, [due])),
    },
    unreadable: await rowsOf('unreadable'),
    empty: counts.get('empty') ?? 0,
  };
}
