import type { MaskKind } from '../model/mask';
import { qualified } from '../sql/quote';
import { columnMasks } from './columnMasks';
import { eventProps } from './entitySources';
import { readEventStream } from './eventStream';
import type { SqlConnection } from './ports';
import type { PersonColumns } from './resident';
import type { Session } from './session';
import { tagLibrary } from './tags';

/** Which tags and properties of events hold what is of persons, as their cells say; looked at once per data version. */
export async function personColumns(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<PersonColumns> {
  const { resident } = session.open;
  resident.persons ??= await lookAtColumns(session, connection, signal);
  return resident.persons;
}

async function lookAtColumns(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<PersonColumns> {
  const { map, tables = [] } = (await readEventStream(connection)) ?? {};
  const kinds = new Map<string, Map<string, MaskKind>>();
  const kindOf = async (table: string, column: string): Promise<MaskKind | undefined> => {
    const columns = tables.find(({ name }) => name === table)?.columns ?? [];
    const known = kinds.get(table) ?? new Map(await masksOf(connection, table, columns, signal));
    kinds.set(table, known);
    return known.get(column);
  };
  const tags = new Map<string, MaskKind>();
  for (const { id, source, error } of (await tagLibrary(session, connection)).values()) {
    const kind = source.kind === 'column' && !error ? await kindOf(source.table, source.column) : undefined;
    if (kind) tags.set(id, kind);
  }
  const props = new Map<string, MaskKind>();
  for (const { id, from } of map ? eventProps(map, tables) : []) {
    for (const { source, column } of from) {
      const kind = await kindOf(map?.events[source]?.table ?? '', column);
      if (kind) props.set(id, kind);
    }
  }
  return { tags, props };
}

async function masksOf(
  connection: SqlConnection,
  table: string,
  columns: Parameters<typeof columnMasks>[2],
  signal: AbortSignal,
): Promise<[string, MaskKind][]> {
  const masks = await columnMasks(connection, qualified('data', table), columns, signal);
  return masks.map(({ column, kind }) => [column, kind]);
}
