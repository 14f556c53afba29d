import type { ColumnKind } from '../model/classification';
import { type CustomerTraces, SHORTEST_TRACE, type Trace, type TraceLeft } from '../model/erasure';
import type { TableColumn } from '../model/import';
import {
  ADD_WORD_SQL,
  addLinesSql,
  addOwnWordsSql,
  addRowsOfLinesSql,
  addRowsSql,
  countNotesSql,
  MARKED_ROWS_SQL,
  notesLeftSql,
  STAGE_ERASURE_SQL,
} from '../sql/erasureSql';
import { columnClasses } from './columnClasses';
import { customerKeys } from './customerAt';
import { shownKey } from './customerMasks';
import { type NamingColumns, namingColumns } from './namingColumns';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';
import { type KnownTable, knownTables, type Load, readReceipts } from './tables';
import { readVersions } from './versions';

/** Numbers that are one person's alone. */
const OWN_NUMBERS: ReadonlySet<ColumnKind> = new Set(['residentId', 'mobile', 'bankCard', 'email', 'passport', 'permit']);
/** Shorter texts of a row say too little to be looked for in notes. */
const SHORTEST_TEXT = 6;

interface Search {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly naming: NamingColumns;
  readonly tables: readonly KnownTable[];
  readonly loads: readonly Load[];
  readonly signal: AbortSignal;
}

/** Marks what one customer stands in, on this connection, for `removeTraces` to take away. The customer must be one that has a key. */
export async function findTraces(
  session: Session,
  connection: SqlConnection,
  key: string,
  signal: AbortSignal,
): Promise<CustomerTraces> {
  await connection.exec(STAGE_ERASURE_SQL);
  await connection.exec(ADD_WORD_SQL, ['key', key]);
  const tables = await knownTables(connection);
  const naming = await namingColumns(connection, tables);
  const search = { session, connection, naming, tables, signal, loads: await storedLoads(connection, tables) };
  for (const load of search.loads) await markByKeys(search, load);
  await markByNumbers(search);
  await markAcrossCleanings(search);
  const persons = await personColumns(session, connection, signal);
  return {
    key,
    shownKey: shownKey(key, (await customerKeys(connection))?.key ?? null, persons),
    found: [...(await markedTables(search)), ...(await notes(connection, key))],
    left: await notesLeft(connection),
  };
}

/** Every load that is kept of every table. */
async function storedLoads(connection: SqlConnection, tables: readonly KnownTable[]): Promise<Load[]> {
  const loads: Load[] = [];
  for (const { name, columns, receipt } of tables) {
    loads.push({ name, storedAs: name, columns });
    if (receipt !== null)
      loads.push(...(await readVersions(connection, name)).filter(isFormer).map((each) => ({ name, ...each })));
  }
  return loads;
}

function isFormer({ current }: { readonly current: boolean }): boolean {
  return !current;
}

async function markByKeys({ connection, naming, signal }: Search, { name, storedAs, columns }: Load): Promise<void> {
  const groupOf = naming.byTable.get(name) ?? naming.byName;
  const grouped = columns.flatMap((column) => {
    const group = groupOf(column.name);
    return group === undefined ? [] : [{ ...column, group }];
  });
  if (grouped.length > 0) await connection.exec(addRowsSql(storedAs, grouped), [], signal);
}

/** A table that no key leads to may still hold a number that only this customer has. */
async function markByNumbers(search: Search): Promise<void> {
  const { connection, naming, loads, signal } = search;
  for (const load of loads.filter(({ name }) => naming.ofCustomers.has(name))) {
    for (const { column, kind } of await numbersOf(search, load))
      await connection.exec(addOwnWordsSql(load.storedAs, column, kind, 1), [], signal);
    for (const { name } of load.columns.filter(isText))
      await connection.exec(addOwnWordsSql(load.storedAs, name, 'text', SHORTEST_TEXT), [], signal);
  }
  for (const load of loads.filter(({ name }) => !naming.byTable.has(name))) {
    const numbers = await numbersOf(search, load);
    const grouped = load.columns.flatMap((column) => {
      const kind = numbers.find((each) => each.column === column.name)?.kind;
      return kind === undefined ? [] : [{ ...column, group: kind }];
    });
    if (grouped.length > 0) await connection.exec(addRowsSql(load.storedAs, grouped), [], signal);
  }
}

function isText({ type }: TableColumn): boolean {
  return type === 'text';
}

async function numbersOf({ session, connection, signal }: Search, load: Load): Promise<{ column: string; kind: ColumnKind }[]> {
  const classes = await columnClasses(session, connection, load, signal);
  return classes.flatMap(({ column, kind }) => (kind !== null && OWN_NUMBERS.has(kind) ? [{ column, kind }] : []));
}

/** A row that was cleaned and the row that it was made of stand on one line of one file. */
async function markAcrossCleanings({ connection, tables, signal }: Search): Promise<void> {
  const several = new Set((await readReceipts(connection)).flatMap(({ id, files }) => (files ? [id] : [])));
  for (const { name, cleaned } of tables) {
    if (!cleaned || several.has(cleaned.receipt)) continue;
    await connection.exec(addLinesSql(name), [], signal);
    await connection.exec(addRowsOfLinesSql(cleaned.table, name), [], signal);
    await connection.exec(addLinesSql(cleaned.table), [], signal);
    await connection.exec(addRowsOfLinesSql(name, cleaned.table), [], signal);
  }
}

async function markedTables({ connection, loads }: Search): Promise<Trace[]> {
  const rows = new Map(records(await connection.query(MARKED_ROWS_SQL)).map(({ load, n }) => [String(load), Number(n)]));
  return loads.flatMap(({ name, storedAs }) => {
    const n = rows.get(storedAs);
    if (n === undefined) return [];
    const isShown = name === storedAs;
    return [{ kind: isShown ? 'table' : 'formerLoad', table: name, ...(isShown ? {} : { load: storedAs }), rows: n } as const];
  });
}

const NOTES = ['rejected', 'review', 'audience', 'workOrder', 'query'] as const;

async function notes(connection: SqlConnection, key: string): Promise<Trace[]> {
  const [counts = {}] = records(await connection.query(countNotesSql(SHORTEST_TRACE), [key]));
  return NOTES.flatMap((kind) => (Number(counts[kind]) > 0 ? [{ kind, table: null, rows: Number(counts[kind]) }] : []));
}

async function notesLeft(connection: SqlConnection): Promise<TraceLeft[]> {
  return records(await connection.query(notesLeftSql(SHORTEST_TRACE))).map(({ kind, name, n }) => {
    return { kind: kind === 'audit' ? 'audit' : 'definition', name: String(name), n: Number(n) };
  });
}
