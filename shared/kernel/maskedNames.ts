import type { MaskKind } from '../model/mask';
import type { ColumnMasks } from '../sql/maskSql';
import { columnClasses, masksOf } from './columnClasses';
import { customerKeys } from './customerAt';
import { seesMasks } from './maskedRole';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import type { MaskedNames } from './resident';
import type { Session } from './session';
import { knownTables } from './tables';
import { tagClasses } from './tagClasses';

/** Looked for once until something is written. */
export async function maskedNames(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<MaskedNames> {
  const { resident } = session.open;
  const { writes } = session;
  if (resident.masked?.writes === writes) return resident.masked.names;
  const names = await lookForMasks(session, connection, signal);
  resident.masked = { writes, names };
  return names;
}

async function lookForMasks(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<MaskedNames> {
  const tables = new Map<string, ColumnMasks>();
  for (const { name, columns } of await knownTables(connection)) {
    const classes = await columnClasses(session, connection, { name, storedAs: name, columns }, signal);
    tables.set(name, masksByColumn(masksOf(classes)));
  }
  const keys = await customerKeys(connection);
  const persons = await personColumns(session, connection, signal);
  const isMasked = (table: string, column: string) => tables.get(table)?.has(column) === true;
  // What is made of a masked value is as masked as it is, whatever class the workspace gives to columns that are shown.
  const classes = tagClasses({
    ...persons.inputs,
    columnClass: (table, column) => (isMasked(table, column) ? 'C2' : 'C1'),
    propClass: (prop) => (persons.props.has(prop) ? 'C2' : 'C1'),
  });
  const tags = Array.from(classes).flatMap(([tag, dataClass]): [string, MaskKind][] => {
    const kind = persons.tags.get(tag);
    return kind || dataClass !== 'C1' ? [[tag, kind ?? 'credential']] : [];
  });
  return { tags: new Map(tags), props: persons.props, tables, key: keys ? tables.get(keys.table)?.get(keys.key) : undefined };
}

export function masksByColumn(masks: readonly { readonly column: string; readonly kind: MaskKind }[]): ColumnMasks {
  return new Map(masks.map(({ column, kind }) => [column, kind]));
}

/** Of tags that nobody named, those that whoever works here may see. */
export async function withoutMasked<T extends { readonly id: string }>(
  session: Session,
  connection: SqlConnection,
  tags: readonly T[],
  signal: AbortSignal,
): Promise<T[]> {
  if (!(await seesMasks(session, connection))) return [...tags];
  const masked = await maskedNames(session, connection, signal);
  return tags.filter(({ id }) => !masked.tags.has(id));
}
