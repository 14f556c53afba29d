import type { AnchorBreak } from '../model/audit';
import { fault } from '../model/result';
import type { WorkspaceInfo } from '../model/workspace';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { FORGET_REWRITE_SQL, REWRITE_SETTING } from '../sql/erasureSql';
import {
  CREATE_WORKSPACE_SQL,
  CUSTOMERS_OVER_COLUMNS_SQL,
  HAS_COLUMNS_SQL,
  IS_WORKSPACE_SQL,
  LIST_TABLES_SQL,
  MIGRATIONS_SQL,
  READ_SETTINGS_SQL,
  SCHEMA_VERSION,
} from '../sql/workspaceSql';
import { anchorBreak, ChainAnchor, readEnd } from './chainAnchor';
import { readEntityMap } from './entityMap';
import { makeStreams } from './entityViews';
import type { EngineFactory, FileToken, SqlConnection, SqlEngine } from './ports';
import { createResident } from './resident';
import { requireRoomForCopy } from './room';
import type { CustomerState, OpenWorkspace, Session } from './session';
import { writeSetting } from './settings';
import { records } from './table';
import { knownTables } from './tables';

type WorkspaceMethods = Pick<
  Handlers<KernelMethods>,
  'workspace.create' | 'workspace.open' | 'workspace.saveAs' | 'workspace.changePassphrase' | 'workspace.close' | 'workspace.info'
>;

export function workspaceHandlers(session: Session): WorkspaceMethods {
  return {
    'workspace.create': async ({ file, passphrase }) => {
      await createWorkspace(session, file, passphrase);
      return describeWorkspace(session);
    },
    'workspace.open': async ({ file, passphrase }) => {
      await openWorkspace(session, file, passphrase);
      return describeWorkspace(session);
    },
    'workspace.saveAs': async ({ file, passphrase }) => {
      await saveWorkspaceAs(session, file, passphrase);
      return describeWorkspace(session);
    },
    'workspace.changePassphrase': async ({ passphrase, next }) => {
      const { vault } = session.open.engine;
      if (!vault) throw fault('INVALID_REQUEST', 'sealed.isPlain', {}, { hint: 'hint.sealBySaving' });
      await requireRoomForCopy(session, session.open.file);
      await vault.changePassphrase(passphrase, next);
      return null;
    },
    'workspace.close': async () => {
      await session.replace(null);
      return null;
    },
    'workspace.info': () => describeIfOpen(session),
  };
}

/** A new, empty workspace; `null` = in memory. @throws Fault FILE_EXISTS. */
export async function createWorkspace(session: Session, file: FileToken | null, passphrase?: string): Promise<void> {
  if (passphrase !== undefined) refuseUnsealable(session);
  if (file !== null && (await session.ports.files.exists(file))) {
    const { name } = await session.ports.files.info(file);
    throw fault('FILE_EXISTS', 'file.exists', { file: name }, { hint: 'hint.otherName', at: { file: name } });
  }
  const engine = await session.ports.engines.open(file, session.settings, passphrase);
  const next = await orClose(engine, async () => {
    await prepareWorkspace(engine, new Date(session.ports.clock.now()).toISOString());
    await engine.vault?.seal();
    return await readWorkspace(session, engine, file, null);
  });
  await session.replace(next);
  noteOpened(session, 'workspace.create');
}

/** @throws Fault NOT_A_WORKSPACE, WORKSPACE_NEWER, WORKSPACE_LOCKED, WORKSPACE_DAMAGED; the file and the open workspace stay as they are. */
export async function openWorkspace(session: Session, file: FileToken, passphrase?: string): Promise<void> {
  const { name } = await session.ports.files.info(file);
  await session.closed;
  if (session.current?.file === file) await session.replace(null);
  const engine = await session.ports.engines.open(file, session.settings, passphrase);
  const next = await orClose(engine, async () => {
    await migrate(engine, await refuseForeign(engine, name));
    await finishRewrite(session, engine);
    const expected = readEnd((await session.ports.anchors.read(file)) ?? '');
    const broken = expected && (await onConnection(engine, (connection) => anchorBreak(connection, expected)));
    return await readWorkspace(session, engine, file, broken);
  });
  await session.replace(next);
  noteOpened(session, 'workspace.open');
}

/** Nobody waits for it: a workspace on a full disk can still be opened, and its rows be seen. */
function noteOpened(session: Session, action: 'workspace.create' | 'workspace.open'): void {
  const { engine, schemaVersion, dataVersion } = session.open;
  void session.note(async () => ({
    action,
    detail: { engine: engine.name, database: engine.version, schemaVersion, dataVersion },
  }));
}

async function orClose<T>(engine: SqlEngine, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    await engine.close();
    throw cause;
  }
}

async function saveWorkspaceAs(session: Session, file: FileToken, passphrase?: string): Promise<void> {
  if (session.open.file === file) return;
  await requireRoomForCopy(session, file);
  if (passphrase === undefined) await session.saveCopy(file);
  else await sealCopy(session, file, passphrase);
  await openWorkspace(session, file, passphrase);
}

/** Of its chain nothing is known yet. */
async function sealCopy(session: Session, file: FileToken, passphrase: string): Promise<void> {
  await refuseUnsealable(session)(session.open.engine, file, passphrase);
  await session.ports.anchors.write(file, null);
}

/** @throws Fault INVALID_REQUEST where this host cannot seal files. */
function refuseUnsealable({ ports: { engines } }: Session): NonNullable<EngineFactory['seal']> {
  if (!engines.seal) throw fault('INVALID_REQUEST', 'sealed.cannot', {});
  return engines.seal;
}

/** Null where none is open, also where it was closed meanwhile. */
async function describeIfOpen(session: Session): Promise<WorkspaceInfo | null> {
  const { current } = session;
  if (!current) return null;
  try {
    return await describeWorkspace(session);
  } catch (cause) {
    if (session.current?.engine === current.engine) throw cause;
    return await describeIfOpen(session);
  }
}

export async function describeWorkspace(session: Session): Promise<WorkspaceInfo> {
  const { name, engine, schemaVersion, dataVersion, customers, createdAt } = session.open;
  const tables = await session.read((connection) => connection.query(LIST_TABLES_SQL));
  return {
    name,
    engine: engine.name,
    duckdbVersion: engine.version,
    schemaVersion,
    dataVersion,
    customers: customers?.customers ?? 0,
    tables: tables.rowCount,
    asOf: customers?.asOf ?? null,
    createdAt,
    ...(engine.vault ? { sealed: engine.vault.place } : {}),
    ...(engine.vault?.recovered ? { recovered: true as const } : {}),
  };
}

/** Writes the open workspace's file anew, after all writes before it. */
export function rewriteFile(session: Session): Promise<void> {
  return session.alone(() => rewrite(session.open.engine));
}

/** What was begun is noted in the file, so that it is done when the file is opened next. */
async function rewrite(engine: SqlEngine): Promise<void> {
  await engine.rewrite();
  await onConnection(engine, (connection) => connection.exec(FORGET_REWRITE_SQL));
}

/** Where there is no room for it yet, the workspace opens all the same, and it stays to be done. */
async function finishRewrite({ ports }: Session, engine: SqlEngine): Promise<void> {
  if (!(await onConnection(engine, readSettings))?.[REWRITE_SETTING]) return;
  await rewrite(engine).catch((cause: unknown) => ports.log.error('workspace.rewrite', cause));
}

async function prepareWorkspace(engine: SqlEngine, createdAt: string): Promise<void> {
  await onConnection(engine, async (connection) => {
    await connection.exec('BEGIN');
    await connection.exec(CREATE_WORKSPACE_SQL);
    await writeSetting(connection, 'product', 'huaxiang');
    await writeSetting(connection, 'schemaVersion', String(SCHEMA_VERSION));
    await writeSetting(connection, 'createdAt', createdAt);
    await writeSetting(connection, 'dataVersion', '0');
    await connection.exec('COMMIT');
  });
}

/** The schema version of a workspace that can be used. @throws Fault NOT_A_WORKSPACE, WORKSPACE_NEWER. */
async function refuseForeign(engine: SqlEngine, name: string): Promise<number> {
  const settings = await onConnection(engine, readSettings);
  if (settings?.product !== 'huaxiang') {
    throw fault('NOT_A_WORKSPACE', 'workspace.otherDatabase', { file: name }, { hint: 'hint.ownWorkspace', at: { file: name } });
  }
  const version = Number(settings.schemaVersion);
  if (version > SCHEMA_VERSION) {
    throw fault('WORKSPACE_NEWER', 'workspace.newer', { file: name }, { hint: 'hint.openNewer', at: { file: name } });
  }
  return version;
}

/** Brings a workspace to this version's schema, all of it or nothing. */
async function migrate(engine: SqlEngine, version: number): Promise<void> {
  if (version === SCHEMA_VERSION) return;
  await onConnection(engine, async (connection) => {
    await connection.exec('BEGIN');
    for (const step of MIGRATIONS_SQL.slice(version - 1)) await connection.exec(step);
    const hasCustomers = Number(records(await connection.query(HAS_COLUMNS_SQL))[0]?.n) > 0;
    if (hasCustomers) await connection.exec(CUSTOMERS_OVER_COLUMNS_SQL);
    const map = hasCustomers ? await readEntityMap(connection) : null;
    if (map) await makeStreams(connection, map, await knownTables(connection));
    await writeSetting(connection, 'schemaVersion', String(SCHEMA_VERSION));
    await connection.exec('COMMIT');
  });
}

async function readSettings(connection: SqlConnection): Promise<Record<string, string> | null> {
  const found = records(await connection.query(IS_WORKSPACE_SQL))[0]?.n;
  if (Number(found) === 0) return null;
  const rows = records(await connection.query(READ_SETTINGS_SQL));
  return Object.fromEntries(rows.map(({ key, value }) => [String(key), String(value)]));
}

async function readWorkspace(
  session: Session,
  engine: SqlEngine,
  file: FileToken | null,
  broken: AnchorBreak | null,
): Promise<OpenWorkspace> {
  const settings = (await onConnection(engine, readSettings)) ?? {};
  return {
    engine,
    file,
    name: file === null ? null : (await session.ports.files.info(file)).name,
    schemaVersion: Number(settings.schemaVersion),
    createdAt: settings.createdAt ?? '',
    dataVersion: Number(settings.dataVersion),
    customers: settings.customers ? (JSON.parse(settings.customers) as CustomerState) : null,
    resident: createResident(session.ports.memoryBytes),
    kinds: new Map(),
    anchor: new ChainAnchor(session.ports, file, engine.name !== 'native', broken),
  };
}

async function onConnection<T>(engine: SqlEngine, work: (connection: SqlConnection) => Promise<T>): Promise<T> {
  const connection = await engine.connect();
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
