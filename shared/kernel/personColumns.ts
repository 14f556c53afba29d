import { type ColumnClass, type DataClass, highestClass, maskOf } from '../model/classification';
import type { MaskKind } from '../model/mask';
import { columnClasses } from './columnClasses';
import { eventProps } from './entitySources';
import { readEventStream } from './eventStream';
import type { SqlConnection } from './ports';
import type { PersonColumns } from './resident';
import type { Session } from './session';
import type { KnownTable } from './tables';
import { type Inputs, tagClasses } from './tagClasses';
import { tagScope } from './tagScope';

/** Which tags and properties of events hold what is of persons, and the class of every tag; looked for once until something is written. */
export async function personColumns(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<PersonColumns> {
  const { resident } = session.open;
  const { writes } = session;
  if (resident.persons?.writes === writes) return resident.persons.columns;
  const columns = await lookAtColumns(session, connection, signal);
  resident.persons = { writes, columns };
  return columns;
}

async function lookAtColumns(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<PersonColumns> {
  const { map, tables = [] } = (await readEventStream(connection)) ?? {};
  const scope = await tagScope(connection);
  const read = new Set([
    ...[...scope.tags.values()].flatMap((tag) => tag.tables),
    ...(map ? [map.customers.table, ...map.events.map(({ table }) => table)] : []),
    ...Array.from(scope.lists.values(), ({ table }) => table),
  ]);
  const columns = await classesOfTables(
    session,
    connection,
    tables.filter(({ name }) => read.has(name)),
    signal,
  );
  const at = (table: string, column: string) => columns.get(table)?.get(column);
  const tags = new Map<string, MaskKind>();
  for (const { id, source, error } of scope.tags.values()) {
    const found = source.kind === 'column' && !error ? at(source.table, source.column) : undefined;
    const kind = found && maskOf(found);
    if (kind) tags.set(id, kind);
  }
  const props = new Map<string, ColumnClass[]>();
  for (const { id, from } of map ? eventProps(map, tables) : []) {
    props.set(
      id,
      from.flatMap(({ source, column }) => at(map?.events[source]?.table ?? '', column) ?? []),
    );
  }
  const inputs: Inputs = {
    ...scope,
    columnClass: (table, column) => at(table, column)?.dataClass,
    propClass: (prop) => highest(props.get(prop) ?? []),
  };
  const { table, key } = map?.customers ?? {};
  // Customers without a key go by the numbers of their lines, which say nothing.
  const keyClass = (table !== undefined && typeof key === 'string' && at(table, key)?.dataClass) || 'C1';
  return { tags, props: maskedProps(props), classes: tagClasses(inputs), inputs, keyClass };
}

type ClassesByColumn = ReadonlyMap<string, ColumnClass>;

async function classesOfTables(
  session: Session,
  connection: SqlConnection,
  tables: readonly KnownTable[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ClassesByColumn>> {
  const found = new Map<string, ClassesByColumn>();
  for (const { name, columns } of tables) {
    const classes = await columnClasses(session, connection, { name, storedAs: name, columns }, signal);
    found.set(name, new Map(classes.map((each) => [each.column, each])));
  }
  return found;
}

function highest(classes: readonly ColumnClass[]): DataClass {
  return highestClass(classes.map(({ dataClass }) => dataClass));
}

function maskedProps(props: ReadonlyMap<string, readonly ColumnClass[]>): Map<string, MaskKind> {
  const masked = new Map<string, MaskKind>();
  for (const [id, classes] of props) {
    const kind = classes.map(maskOf).find((each) => each !== undefined);
    if (kind) masked.set(id, kind);
  }
  return masked;
}
