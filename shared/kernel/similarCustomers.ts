import { CodeColumn } from '../bits/codeColumn';
import type { NumberColumn } from '../bits/numberColumn';
import type { SimilarAnswer, SimilarCustomer } from '../model/customer';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { cellsOfRowsSql } from '../sql/customerSql';
import { GowerDistances, rangeOfKnown } from '../stats/gower';
import { customerKeys, findCustomer } from './customerAt';
import { shownKey } from './customerMasks';
import { pauseOf } from './eventIndex';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { records } from './table';
import { isCached, withColumns } from './tagColumns';
import { tagLibrary, unknownTag } from './tags';

/** Rows between two looks at a wish to stop. */
const PIECE = 2 ** 20;

type Question = Args<KernelMethods, 'customers.similar'>;
type Column = CodeColumn | NumberColumn;

export function similarCustomerHandlers(session: Session): Pick<Handlers<KernelMethods>, 'customers.similar'> {
  return {
    'customers.similar': (question, call) =>
      session.readOneVersion((connection) => similarCustomers(session, connection, question, call)),
  };
}

async function similarCustomers(
  session: Session,
  connection: SqlConnection,
  question: Question,
  call: CallContext,
): Promise<SimilarAnswer> {
  const { row } = await findCustomer(session, connection, question.customer);
  const tags = await chosenTags(session, connection, question.tags);
  const { found, compared } = await session.withResident(() =>
    withColumns(session, connection, tags, (columns) => nearest(columns, tags, row, question.k, call), call.signal),
  );
  return {
    customers: await named(session, connection, found, call.signal),
    compared,
    restsOn: await restsOn(session, connection, { definition: question, read: { tags, tables: [] } }),
  };
}

/** @throws Fault UNKNOWN_TAG, INVALID_TAG for a tag with too many values to be compared. */
async function chosenTags(session: Session, connection: SqlConnection, ids: readonly string[]): Promise<Tag[]> {
  const library = await tagLibrary(session, connection);
  return [...new Set(ids)].map((id, index) => {
    const tag = library.get(id) ?? unknownTag(id, `tags.${index}`, null);
    if (isCached(tag)) return tag;
    const said = { tag: quoted(tag.name), distinct: tag.distinct };
    throw fault('INVALID_TAG', 'customer.unfitTag', said, {
      hint: 'hint.chooseComparable',
      at: { path: `tags.${index}`, field: id },
    });
  });
}

type Near = Omit<SimilarCustomer, 'key' | 'shownKey'> & { readonly row: number };

async function nearest(
  columns: readonly Column[],
  tags: readonly Tag[],
  own: number,
  k: number,
  { signal, progress }: CallContext,
): Promise<{ found: Near[]; compared: number }> {
  const rowCount = columns[0]?.rowCount ?? 0;
  const distances = new GowerDistances(rowCount);
  const ranges = columns.map((column) => (column instanceof CodeColumn ? 0 : rangeOfKnown(numbersOf(column))));
  const pause = pauseOf(signal);
  for (const [index, column] of columns.entries()) {
    for (let from = 0; from < rowCount; from += PIECE) {
      progress({ phase: 'similar', fraction: (index + from / rowCount) / columns.length });
      await pause();
      addColumn(distances, column, ranges[index] ?? 0, own, [from, Math.min(rowCount, from + PIECE)]);
    }
  }
  const found = distances.nearest(k, own).map(({ row, distance }) => {
    const told = columns.flatMap((column, index) => {
      const difference = differenceOf(column, ranges[index] ?? 0, own, row);
      return difference === null ? [] : [{ tag: tags[index]?.id ?? '', difference }];
    });
    return { row, distance, tags: told.sort((a, b) => b.difference - a.difference) };
  });
  return { found, compared: distances.count() - 1 };
}

/** The column's memory is looked up anew for each piece, since it moves when the store grows. */
function addColumn(distances: GowerDistances, column: Column, range: number, own: number, [from, to]: [number, number]): void {
  const value = column.valueAt(own);
  if (value === null) return;
  if (column instanceof CodeColumn) distances.addCodes(column.codes()[own] ?? 0, column.codes(), from, to);
  else distances.addNumbers(Number(value), range, numbersOf(column), from, to);
}

function numbersOf(column: NumberColumn) {
  return { values: column.values(), known: column.known.words() };
}

/** Null where the value of either is unknown. */
function differenceOf(column: Column, range: number, own: number, row: number): number | null {
  const [a, b] = [column.valueAt(own), column.valueAt(row)];
  if (a === null || b === null) return null;
  if (column instanceof CodeColumn) return a === b ? 0 : 1;
  return range === 0 ? 0 : Math.abs(Number(a) - Number(b)) / range;
}

async function named(
  session: Session,
  connection: SqlConnection,
  found: readonly Near[],
  signal: AbortSignal,
): Promise<SimilarCustomer[]> {
  if (found.length === 0) return [];
  const keyColumn = (await customerKeys(connection))?.key ?? null;
  const persons = await personColumns(session, connection, signal);
  const sql = cellsOfRowsSql(
    session.customers.rowColumn,
    keyColumn,
    [],
    found.map(({ row }) => row),
  );
  const keys = new Map(records(await connection.query(sql, [], signal)).map(({ row, key }) => [Number(row), String(key)]));
  return found.map(({ row, distance, tags }) => {
    const key = keys.get(row) ?? '';
    return { key, shownKey: shownKey(key, keyColumn, persons), distance, tags };
  });
}
