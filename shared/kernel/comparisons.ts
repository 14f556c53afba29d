import type { ComparedColumn, ComparedRow, ComparedRows, Comparison } from '../model/comparison';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import {
  type ColumnPair,
  type ComparisonPlan,
  comparedRowsSql,
  comparisonSql,
  duplicateKeysSql,
  keyCountsSql,
  type RowPair,
  repeatedKeysSql,
} from '../sql/comparisonSql';
import { qualified } from '../sql/quote';
import { todayOf } from './columnClasses';
import { leaveOutCredentials } from './importCredentials';
import { followProgress, whileUnchanged } from './importFile';
import { refuseEmpty } from './importLoad';
import { loadTable } from './importTable';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { type Cell, records } from './table';
import { findTable, type KnownTable, refuseMadeTable } from './tables';
import { takenNames } from './versions';

const EXAMPLES = 20;
const DUPLICATES = 5;

/** `beside` is the name that the file's rows have meanwhile. */
type Request = Args<KernelMethods, 'imports.compare'> & { readonly beside: string };
type Columns = KnownTable['columns'];
type Sides = Pick<ComparedColumn, 'before' | 'after'>;

export function comparisonHandlers(session: Session): Pick<Handlers<KernelMethods>, 'imports.compare'> {
  let count = 0;
  /** A name for the file's rows that no other comparison and no table has. */
  const freeName = async (connection: SqlConnection): Promise<string> => {
    const taken = await takenNames(connection);
    do count += 1;
    while (taken.has(`compared@${count}`));
    return `compared@${count}`;
  };
  return {
    'imports.compare': (request, call) =>
      session.readAside(async (connection) => {
        const beside = await freeName(connection);
        const compare = () => compareFile(session, connection, { ...request, beside }, call);
        return await whileUnchanged(session.ports.files, request, compare);
      }),
  };
}

/**
 * Loads the file beside the table, for this one connection to see, and holds the two against each other by key.
 * @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN (a side without the key), FILE_EMPTY, and those of `planImport`.
 */
async function compareFile(
  session: Session,
  connection: SqlConnection,
  request: Request,
  call: CallContext,
): Promise<Comparison> {
  const table = await findTable(connection, request.table);
  refuseMadeTable(table);
  const { beside } = request;
  const whole = await loadTable(session, connection, request, call, ({ preview }) => {
    keyPair(request.key, allColumns(table.columns, preview.columns), { table: table.name, file: preview.file });
    return beside;
  });
  const loaded = await leaveOutCredentials(connection, whole, request.options, table.name, todayOf(session));
  const { file } = loaded.preview;
  const sides = allColumns(table.columns, loaded.columns);
  const plan: ComparisonPlan = {
    before: qualified('data', table.name),
    after: qualified('data', beside),
    key: keyPair(request.key, sides, { table: table.name, file }),
    pairs: sides.filter(isPair).filter((side) => !isNamed(side, request.key)),
  };
  const found = await followProgress(connection, call, 'compare', () => compareSides(connection, plan, sides, call.signal));
  for (const { name, rows } of loaded.parts) refuseEmpty(name, rows);
  const rejected = loaded.parts.reduce((sum, { rejects }) => sum + rejects.byByte.length + rejects.byStagedRow.length, 0);
  const key = plan.key.before.name;
  return { table: table.name, key, receipt: table.receipt ?? 0, sha256: loaded.sha256, rejected, ...found };
}

/** The file's columns with those of the same name in the table, then the table's others. Names ignore case, as the database's do. */
function allColumns(before: Columns, after: Columns): Sides[] {
  const same = (columns: Columns, name: string) =>
    columns.find((column) => column.name.toLowerCase() === name.toLowerCase()) ?? null;
  const inFile = after.map(({ name, type }) => ({ before: same(before, name), after: { name, type } }));
  const inTableOnly = before.filter(({ name }) => !same(after, name)).map((column) => ({ before: column, after: null }));
  return [...inFile, ...inTableOnly];
}

function isPair(sides: Sides): sides is ColumnPair {
  return sides.before !== null && sides.after !== null;
}

function isNamed({ before, after }: Sides, name: string): boolean {
  return (before ?? after)?.name.toLowerCase() === name.toLowerCase();
}

/** @throws Fault UNKNOWN_COLUMN. */
function keyPair(key: string, sides: readonly Sides[], names: { table: string; file: string }): ColumnPair {
  const found = sides.find((side) => isNamed(side, key));
  if (found && isPair(found)) return found;
  const hint = say('hint.columns', { columns: sides.filter(isPair).map(({ after }) => after.name.slice(0, 60)) });
  const where = found?.before ? names.file : names.table;
  throw fault('UNKNOWN_COLUMN', 'compare.noKey', { where, column: quoted(key) }, { hint, at: { field: key } });
}

type Found = Omit<Comparison, 'table' | 'key' | 'receipt' | 'sha256' | 'rejected'>;

async function compareSides(
  connection: SqlConnection,
  plan: ComparisonPlan,
  sides: readonly Sides[],
  signal: AbortSignal,
): Promise<Found> {
  await connection.exec(repeatedKeysSql(plan), [], signal);
  const before = await keyCounts(connection, plan, 'before', signal);
  const after = await keyCounts(connection, plan, 'after', signal);
  const sums = records(await connection.query(comparisonSql(plan, EXAMPLES), [], signal))[0] ?? {};
  const rowPairs = examplePairs(sums, plan.pairs.length);
  const shown = await shownRows(connection, plan, sides, Object.values(rowPairs).flat(), signal);
  const take = (pairs: readonly RowPair[]) => pairs.map((pair) => shown.get(pairName(pair))).filter((row) => row !== undefined);
  return {
    before,
    after,
    appeared: Number(sums.appeared),
    vanished: Number(sums.vanished),
    changed: Number(sums.changed),
    unchanged: Number(sums.matched) - Number(sums.changed),
    columns: sides.map((side) => {
      const index = plan.pairs.indexOf(side as ColumnPair);
      const [first] = index < 0 ? [] : take([pairAt(sums, index)]);
      const cells = first?.cells.filter(({ column }) => column === side.after?.name) ?? [];
      return { ...side, changed: Number(sums[`n${index}`] ?? 0), example: first ? { ...first, cells } : null };
    }),
    examples: { appeared: take(rowPairs.appeared), vanished: take(rowPairs.vanished), changed: take(rowPairs.changed) },
  };
}

async function keyCounts(
  connection: SqlConnection,
  plan: ComparisonPlan,
  side: 'before' | 'after',
  signal: AbortSignal,
): Promise<ComparedRows> {
  const counts = records(await connection.query(keyCountsSql(plan, side), [], signal))[0] ?? {};
  const duplicateKeys = Number(counts.duplicate_keys);
  const commonest =
    duplicateKeys === 0 ? [] : records(await connection.query(duplicateKeysSql(plan, side, DUPLICATES), [], signal));
  return {
    rows: Number(counts.rows),
    nullKeys: Number(counts.null_keys),
    duplicateKeys,
    duplicateRows: Number(counts.duplicate_rows),
    duplicates: commonest.map(({ key }) => String(key)),
    compared: Number(counts.compared),
  };
}

function examplePairs(sums: Record<string, Cell>, columns: number) {
  const ids = (name: string) => (sums[name] ? String(sums[name]).split(',').map(Number) : []);
  const changedBefore = ids('changed_before');
  return {
    appeared: ids('appeared_after').map((after): RowPair => ({ before: null, after })),
    vanished: ids('vanished_before').map((before): RowPair => ({ before, after: null })),
    changed: ids('changed_after').map((after, index): RowPair => ({ before: changedBefore[index] ?? null, after })),
    firsts: Array.from({ length: columns }, (_, index) => pairAt(sums, index)).filter(({ after }) => after !== null),
  };
}

function pairAt(sums: Record<string, Cell>, index: number): RowPair {
  const id = (cell: Cell | undefined) => (cell === null || cell === undefined ? null : Number(cell));
  return { before: id(sums[`before${index}`]), after: id(sums[`after${index}`]) };
}

function pairName({ before, after }: RowPair): string {
  return `${before}:${after}`;
}

async function shownRows(
  connection: SqlConnection,
  plan: ComparisonPlan,
  sides: readonly Sides[],
  pairs: readonly RowPair[],
  signal: AbortSignal,
): Promise<Map<string, ComparedRow>> {
  if (pairs.length === 0) return new Map();
  const rows = records(await connection.query(comparedRowsSql(plan, sides, pairs), [], signal));
  return new Map(
    rows.map((row, index) => [pairName(pairs[index] as RowPair), shownRow(row, plan, sides, pairs[index] as RowPair)]),
  );
}

function shownRow(
  row: Record<string, Cell>,
  plan: ComparisonPlan,
  sides: readonly Sides[],
  { before, after }: RowPair,
): ComparedRow {
  const text = (cell: Cell | undefined) => (cell === null || cell === undefined ? null : String(cell));
  const isShown = (side: Sides) => {
    if (before === null) return side.after !== null;
    if (after === null) return side.before !== null;
    return row[`differs${plan.pairs.indexOf(side as ColumnPair)}`] === true;
  };
  const cells = sides.flatMap((side, index) =>
    isShown(side)
      ? [
          {
            column: (side.after ?? side.before)?.name ?? '',
            before: text(row[`before${index}`]),
            after: text(row[`after${index}`]),
          },
        ]
      : [],
  );
  return { key: String(row.key), cells };
}
