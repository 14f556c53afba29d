import { type Classification, type ColumnClass, classOf, type FoundKind, maskOf } from '../model/classification';
import type { ColumnMask } from '../model/rowView';
import type { CallContext } from '../rpc/method';
import { qualified } from '../sql/quote';
import { LIST_TABLES_SQL } from '../sql/workspaceSql';
import { columnKinds, kindsOfEveryCell } from './columnKinds';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { readClassification } from './storedClassification';
import { records } from './table';
import { countRows, type Load } from './tables';

/** The classes of a load's columns, in their order; the cells of a load are looked at once. */
export async function columnClasses(
  session: Session,
  connection: SqlConnection,
  load: Load,
  signal: AbortSignal,
): Promise<ColumnClass[]> {
  const found = await kindsOf(session, connection, load, signal);
  return classed(load, found, await readClassification(connection));
}

/** The same with every cell looked at, which is not kept. */
export async function everyCellClasses(
  session: Session,
  connection: SqlConnection,
  { name, storedAs, columns }: Load,
  call: CallContext,
): Promise<ColumnClass[]> {
  const found = await kindsOfEveryCell(connection, { relation: qualified('data', storedAs), columns }, todayOf(session), call);
  return classed({ name, columns }, found, await readClassification(connection));
}

function classed(
  { name: table, columns }: Omit<Load, 'storedAs'>,
  found: readonly FoundKind[],
  written: Classification,
): ColumnClass[] {
  return columns.flatMap(({ name }, index) => {
    const kind = found[index];
    return kind ? [classOf({ table, column: name, ...kind }, written)] : [];
  });
}

/** Those that are masked when they leave, and how. */
export function masksOf(classes: readonly ColumnClass[]): ColumnMask[] {
  return classes.flatMap((each) => {
    const kind = maskOf(each);
    return kind ? [{ column: each.column, kind }] : [];
  });
}

/** The day that nobody is born after. */
export function todayOf({ ports }: Pick<Session, 'ports'>): string {
  return new Date(ports.clock.now()).toISOString().slice(0, 10);
}

async function kindsOf(
  session: Session,
  connection: SqlConnection,
  load: Load,
  signal: AbortSignal,
): Promise<readonly FoundKind[]> {
  const { kinds, dataVersion } = session.open;
  const mark = await markOf(connection, load.storedAs, dataVersion);
  const known = kinds.get(load.storedAs);
  if (known?.mark === mark) return known.found;
  const found = await lookAtCells(session, connection, load, signal);
  kinds.set(load.storedAs, { mark, found });
  return found;
}

/** Of what no file and no cleaning made, the data version. */
async function markOf(connection: SqlConnection, storedAs: string, dataVersion: number): Promise<string> {
  const table = records(await connection.query(LIST_TABLES_SQL)).find(({ name }) => name === storedAs);
  const { receipt = null, run = null } = table ?? {};
  return JSON.stringify(receipt === null && run === null ? { dataVersion } : { receipt, run });
}

async function lookAtCells(
  session: Session,
  connection: SqlConnection,
  { storedAs, columns }: Load,
  signal: AbortSignal,
): Promise<FoundKind[]> {
  const rows = await countRows(connection, storedAs);
  return await columnKinds(connection, { relation: qualified('data', storedAs), rows, columns }, todayOf(session), signal);
}
