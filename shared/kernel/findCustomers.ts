import type { Bitset } from '../bits/bitStore';
import { type FoundCustomer, type FoundCustomers, MOST_FOUND } from '../model/customer';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { cellsOfRowsSql, keysLikeSql, rowsOfValueSql, tailsSql } from '../sql/customerSql';
import { customerKeys } from './customerAt';
import { shownKey, shownTag } from './customerMasks';
import { withMembers } from './evaluate';
import { seesMasks } from './maskedRole';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import type { PersonColumns } from './resident';
import type { Session } from './session';
import { records } from './table';
import { tagLibrary, unknownTag } from './tags';

/** Digits of a number that find a person: fewer would list thousands. */
const FEWEST_DIGITS = 4;
/** One more is asked for, to know whether there are more. */
const ASKED = MOST_FOUND + 1;

type Question = Args<KernelMethods, 'customers.find'>;

export function findCustomerHandlers(session: Session): Pick<Handlers<KernelMethods>, 'customers.find'> {
  return {
    'customers.find': (question, call) =>
      session.readOneVersion(async (connection) => {
        const persons = await personColumns(session, connection, call.signal);
        const rows = await foundRows(session, connection, question, persons, call);
        const { tag } = question;
        const shown = rows.slice(0, MOST_FOUND);
        const customers = await shownRows(session, connection, shown, { persons, tag: tag?.tag }, call);
        return { customers, more: rows.length > MOST_FOUND } satisfies FoundCustomers;
      }),
  };
}

/** Row numbers: those of a rule or of a value, or by the key first, then by the end of a name or a number. */
async function foundRows(
  session: Session,
  connection: SqlConnection,
  { text, tag, rule }: Question,
  persons: PersonColumns,
  { signal }: CallContext,
): Promise<number[]> {
  const { rowColumn, customers } = session.customers;
  const rowsOf = async (sql: string, params: string[] = []) =>
    records(await connection.query(sql, params, signal)).map(({ row }) => Number(row));
  if (rule) return await withMembers(session, connection, { who: rule }, signal, firstRows);
  if (tag) {
    if (!(await tagLibrary(session, connection)).has(tag.tag)) unknownTag(tag.tag, 'tag.tag', null);
    return await rowsOf(rowsOfValueSql(rowColumn, tag.tag, String(tag.value), ASKED));
  }
  const keys = await customerKeys(connection);
  const byKey = keys ? await rowsOf(keysLikeSql(keys, ASKED), [text]) : rowNamed(text, customers);
  // By parts of it, somebody who may not see a value could find it out.
  const part = (await seesMasks(session, connection)) ? 'whole' : 'tail';
  const tails = [...persons.tags].filter(([id, kind]) => id !== keys?.key && isTailOf(kind, text));
  const byTail =
    tails.length > 0 && byKey.length < ASKED
      ? await rowsOf(tailsSql(rowColumn, tails, part, ASKED), [text.replace(/[\s-]/g, '')])
      : [];
  return [...new Set([...byKey, ...byTail])].slice(0, ASKED);
}

function firstRows(members: Bitset): number[] {
  const rows: number[] = [];
  for (const row of members.rows()) if (rows.push(row) === ASKED) break;
  return rows;
}

/** Where there is no key column, a customer is named by its row, from 1. */
function rowNamed(text: string, customers: number): number[] {
  const row = /^[1-9]\d*$/.test(text) ? Number(text) - 1 : -1;
  return row >= 0 && row < customers ? [row] : [];
}

function isTailOf(kind: string, text: string): boolean {
  if (kind === 'name') return !/\d/.test(text);
  return (
    (kind === 'mobile' || kind === 'residentId' || kind === 'bankCard') &&
    /\d{3}[\dXx]$/.test(text) &&
    text.length >= FEWEST_DIGITS
  );
}

async function shownRows(
  session: Session,
  connection: SqlConnection,
  rows: readonly number[],
  { persons, tag }: { readonly persons: PersonColumns; readonly tag: string | undefined },
  { signal }: CallContext,
): Promise<FoundCustomer[]> {
  if (rows.length === 0) return [];
  const { rowColumn } = session.customers;
  const library = await tagLibrary(session, connection);
  const keyColumn = (await customerKeys(connection))?.key ?? null;
  const ids = [...new Set([...persons.tags.keys(), ...(tag === undefined ? [] : [tag])])].filter((id) => id !== keyColumn);
  const tags = ids.flatMap((id) => library.get(id) ?? []);
  const names = tags.map(({ id }) => id);
  const sql = cellsOfRowsSql(rowColumn, keyColumn, names, rows);
  const found = records(await connection.query(sql, [], signal)).map((record): [number, FoundCustomer] => {
    const key = String(record.key);
    const shown = tags.map((each, place) => ({ tag: each.id, ...shownTag(each, record[`c${place}`] ?? null, persons) }));
    return [Number(record.row), { key, shownKey: shownKey(key, keyColumn, persons), cells: shown }];
  });
  const byRow = new Map(found);
  return rows.flatMap((row) => byRow.get(row) ?? []);
}
