import {
  type ClassificationAnswer,
  type ClassOfKind,
  COLUMN_KINDS,
  type ColumnKind,
  changed,
  classificationSchema,
  classOfKind,
} from '../model/classification';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { appendAudit } from './audit';
import { AUTHOR } from './author';
import { columnClasses, everyCellClasses } from './columnClasses';
import { saveDefinition } from './definitions';
import type { SqlConnection } from './ports';
import { resultClasses } from './resultClasses';
import type { Session } from './session';
import { readClassification } from './storedClassification';
import { findColumn, findTable, knownTables } from './tables';

/** A workspace has one. */
const CLASSIFICATION_ID = 'classification';

export function classificationHandlers(
  session: Session,
): Pick<Handlers<KernelMethods>, 'classification.read' | 'classification.results' | 'classification.save'> {
  return {
    'classification.read': ({ table, everyCell }, call) =>
      session.readOneVersion((connection) => readClasses(session, connection, { table, everyCell }, call)),
    'classification.results': (_, { signal }) =>
      session.readOneVersion((connection) => resultClasses(session, connection, signal)),
    'classification.save': async ({ change }, call) => {
      await session.write((connection) => saveChange(session, connection, change));
      session.changed('classification', 'tags', 'audit');
      const tables = new Set(change.columns.map(({ table }) => table));
      const [only] = tables;
      return await session.readOneVersion((connection) =>
        readClasses(session, connection, { table: tables.size === 1 ? only : undefined, everyCell: false }, call),
      );
    },
  };
}

/** Of one table, or of all. @throws Fault UNKNOWN_TABLE. */
async function readClasses(
  session: Session,
  connection: SqlConnection,
  { table, everyCell }: { readonly table: string | undefined; readonly everyCell: boolean },
  call: CallContext,
): Promise<ClassificationAnswer> {
  const tables = table === undefined ? await knownTables(connection) : [await findTable(connection, table)];
  const columns: ClassificationAnswer['columns'][number][] = [];
  for (const [index, { name, columns: own }] of tables.entries()) {
    call.progress({ phase: 'classes', fraction: index / tables.length });
    const load = { name, storedAs: name, columns: own };
    const look = everyCell
      ? everyCellClasses(session, connection, load, call)
      : columnClasses(session, connection, load, call.signal);
    columns.push(...(await look));
  }
  const { kinds } = await readClassification(connection);
  const classes = COLUMN_KINDS.map((kind) => [kind, classOfKind(kind, kinds)] as const);
  return { columns, kinds: Object.fromEntries(classes) as Record<ColumnKind, ClassOfKind> };
}

/** The entry says which columns became what and why; it holds no values. @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN. */
async function saveChange(
  session: Session,
  connection: SqlConnection,
  change: Args<KernelMethods, 'classification.save'>['change'],
): Promise<void> {
  for (const { table, column } of change.columns) findColumn(table, (await findTable(connection, table)).columns, column);
  const now = session.ports.clock.now();
  const before = await readClassification(connection);
  const body = changed(before, change, { by: AUTHOR, at: new Date(now).toISOString() });
  const { version } = await saveDefinition(connection, {
    kind: 'classification',
    id: CLASSIFICATION_ID,
    body: classificationSchema.parse(body),
    now,
  });
  const columns = change.columns.map(({ table, column, overrule }) => {
    const { kind = null, dataClass = null, reason = null } = overrule ?? {};
    return { table, column, kind, dataClass, reason, isTakenBack: overrule === null };
  });
  const kinds = Object.entries(change.kinds ?? {}).map(([kind, said]) => ({ kind, ...said }));
  const { kinds: saysKinds, reason = null } = change;
  const detail = { version, columns, kinds, ...(saysKinds ? { reason, areKindsPlain: kinds.length === 0 } : {}) };
  await appendAudit(connection, session.ports, { action: 'classification.save', detail });
}
